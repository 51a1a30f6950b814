import type { Plugin } from 'vite';

const domain = /^@ck\//;
const prefix = '\0domain:';

/**
 * Keeps the domain outside of what Vite runs on the server, as the build does: there must be one copy of it, with one
 * set of models. Vite would take its `.ts` in, whatever `ssr.external` says.
 */
export function domainOutside(): Plugin {
  return {
    name: 'domain-outside',
    enforce: 'pre',
    resolveId: (id, _importer, { ssr }) => (ssr === true && domain.test(id) ? prefix + id : undefined),
    async load(id) {
      if (!id.startsWith(prefix)) return undefined;
      const address = id.slice(prefix.length);
      const names = Object.keys(await import(address));
      const exported = names.map(name => `export const ${name} = domain.${name};`);
      // A variable, since an address that stands there is followed.
      return [
        `const address = ${JSON.stringify(address)};`,
        'const domain = await import(/* @vite-ignore */ address);',
        ...exported,
      ].join('\n');
    },
  };
}

import type { Workspace } from './workspace.ts';

const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const address = /https?:\/\/[^\s<>|]+/;

/** Links, addresses, @people and #channels in what was typed; an address is not also a person. */
const marked = new RegExp(
  `(?<url>${address.source})|(?<mail>${email.source})|(?<!\\S)@(?<person>[\\w.-]+)|(?<!\\S)#(?<channel>[\\w-]+)`,
  'g',
);

/**
 * What Slack makes of a typed text before an app gets it, with `should_escape: true` in the manifest: entities, and
 * links, addresses, people and channels in angle brackets.
 */
export function escapeTyped(text: string, workspace: Workspace): string {
  const plain = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return plain.replace(marked, (found, ...rest) => {
    const { url, mail, person, channel } = rest.at(-1) as Record<string, string | undefined>;
    if (url !== undefined) return `<${url}>`;
    if (mail !== undefined) return `<mailto:${mail}|${mail}>`;
    if (person !== undefined) {
      const id = personOfHandle(workspace, person);
      return id === undefined ? found : `<@${id}|${person}>`;
    }
    const known = [...workspace.channels.values()].find(
      ({ name, id }) => name === channel && id.startsWith('C'),
    );
    return known === undefined ? found : `<#${known.id}|${known.name}>`;
  });
}

/** People are mentioned by what stands before the @ of their address. */
export const handleOf = (address: string) => address.split('@')[0] ?? '';

function personOfHandle(workspace: Workspace, handle: string): string | undefined {
  return [...workspace.people.values()].find(person => handleOf(person.email) === handle)?.id;
}

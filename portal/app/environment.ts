import type { Environment } from '@ck/shared/endpoints';

/** The domain's words, said again here because importing them would bring the database into the browser. */
export const environments: readonly Environment[] = ['sandbox', 'production'];

export const environmentLabels: Readonly<Record<Environment, string>> = {
  sandbox: 'Sandbox',
  production: 'Production',
};

export function isEnvironment(value: unknown): value is Environment {
  return value === 'sandbox' || value === 'production';
}

/** The tab of a page's address; sandbox where it names none, because there a slip costs nothing. */
export function environmentOf(url: URL): Environment {
  const named = url.searchParams.get('environment');
  return isEnvironment(named) ? named : 'sandbox';
}

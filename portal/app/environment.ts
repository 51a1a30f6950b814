import { type Environment, isEnvironment } from '@ck/shared/environment';

export { environmentLabels, environments, isEnvironment } from '@ck/shared/environment';

/** The tab of a page's address; sandbox where it names none, because there a slip costs nothing. */
export function environmentOf(url: URL): Environment {
  const named = url.searchParams.get('environment');
  return isEnvironment(named) ? named : 'sandbox';
}

import type { SampleLanguageName, SampleOptions } from '@ck/openapi/samples';
import type { Environment } from '@ck/shared/endpoints';

/** The languages of samples, in the order in which they are shown. */
export const sampleNames: readonly SampleLanguageName[] = ['curl', 'javascript', 'python'];

export const sampleLabels: Readonly<Record<SampleLanguageName, string>> = {
  curl: 'curl',
  javascript: 'JavaScript',
  python: 'Python',
};

/** The environment variable that samples and the `.env` template hold the key in. */
export const keyVariable = (environment: Environment): string =>
  environment === 'sandbox' ? 'SANDBOX_KEY' : 'PRODUCTION_KEY';

/** @param streams whether the answer has no end */
export const sampleOptions = (address: string, environment: Environment, streams = false): SampleOptions => ({
  baseUrl: address,
  streams,
  keyHeader: 'X-Api-Key',
  secret: 'variable',
  variable: keyVariable(environment),
});

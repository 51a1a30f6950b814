import type { ExampleRequest } from '../examples/index.ts';
import { curlSample } from './curl.ts';
import { javascriptSample } from './javascript.ts';
import { pythonSample } from './python.ts';
import type { SampleOptions } from './sample-options.ts';
import { type SampleRequest, toSampleRequest } from './sample-request.ts';

type SampleLanguage = { label: string; write(request: SampleRequest, options: SampleOptions): string };

/** Every language that samples come in; another one is one more row. */
export const sampleLanguages = {
  curl: { label: 'curl', write: curlSample },
  javascript: { label: 'JavaScript', write: javascriptSample },
  python: { label: 'Python', write: pythonSample },
} as const satisfies Record<string, SampleLanguage>;

export type SampleLanguageName = keyof typeof sampleLanguages;

/**
 * Code that sends the request and prints the answer, complete enough to be pasted and run. Whatever the request's texts
 * hold, it only ever sends them: no shell or interpreter takes a part of them for code.
 */
export function codeSample(
  language: SampleLanguageName,
  request: ExampleRequest,
  options: SampleOptions,
): string {
  return sampleLanguages[language].write(toSampleRequest(request, options.baseUrl), options);
}

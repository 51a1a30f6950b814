import type { ExampleRequest } from '../examples/request.ts';
import { curlSample } from './curl.ts';
import { javascriptSample } from './javascript.ts';
import { pythonSample } from './python.ts';

export type SampleTarget = {
  /** The gateway's address of the endpoint, without a slash at its end. */
  baseUrl: string;
  keyHeader: string;
  /** The key itself is only written where somebody asked for it. */
  secret: { kind: 'variable'; name: string } | { kind: 'inline'; text: string };
};

type Sample = { label: string; write(request: ExampleRequest, target: SampleTarget): string };

/** One entry is one language: everything else follows from this table. */
export const languages = {
  curl: { label: 'curl', write: curlSample },
  javascript: { label: 'JavaScript', write: javascriptSample },
  python: { label: 'Python', write: pythonSample },
} as const satisfies Record<string, Sample>;

export type Language = keyof typeof languages;

/**
 * A program that sends this request and prints the answer, complete enough to be pasted and run: a shell line, a module
 * for Node 18 and later, a script for Python 3 with requests.
 */
export function codeSample(language: Language, request: ExampleRequest, target: SampleTarget): string {
  const { secret } = target;
  if (secret.kind === 'variable' && !/^[A-Z_][A-Z0-9_]*$/.test(secret.name))
    throw new Error('a variable is named by capital letters, digits and underscores');
  return languages[language].write(request, target);
}

export function urlOf({ path, query }: ExampleRequest, { baseUrl }: SampleTarget): string {
  return `${baseUrl}${path}${query === '' ? '' : `?${query}`}`;
}

/** What the body needs said about it; a form with files names its own boundary. */
export function contentTypeOf({ body }: ExampleRequest): string | undefined {
  return body === undefined || body.kind === 'multipart' ? undefined : body.contentType;
}

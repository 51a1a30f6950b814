import type { ApiDocument } from '../api-document.ts';
import { namedExamples } from '../examples/told-example.ts';
import { at, mediaTypes } from '../operation-parts.ts';

type Fields = Readonly<Record<string, unknown>>;
export type Response = { status: number; fields: Fields };
type Choice = { ok: true; response: Response } | { ok: false; message: string };

/** The response that the preferences name; without any, the lowest success. */
export function chooseResponse(
  document: ApiDocument,
  responses: Fields,
  { code, example }: { code?: string; example?: string },
): Choice {
  const named = Object.entries(responses).filter(([key]) => /^([2-5]\d\d|[2-5]XX|default)$/i.test(key));
  const toResponse = ([key, node]: [string, unknown]): Response => ({
    status: statusOf(key),
    fields: at(document, node),
  });
  if (code !== undefined) return chooseByCode(named, code, toResponse);
  const inOrder = named.map(toResponse).sort((a, b) => a.status - b.status);
  const withExample = inOrder.find(
    ({ fields }) => example === undefined || hasExample(document, fields, example),
  );
  const success = inOrder.find(
    ({ status, fields }) => status < 300 && (example === undefined || hasExample(document, fields, example)),
  );
  const response = success ?? withExample;
  if (response !== undefined) return { ok: true, response };
  // An operation may describe no answer at all.
  if (example === undefined) return { ok: true, response: { status: 200, fields: {} } };
  return {
    ok: false,
    message: `names no example of this operation. It has: ${words(inOrder.flatMap(({ fields }) => exampleNames(document, fields)))}`,
  };
}

function chooseByCode(
  named: readonly [string, unknown][],
  code: string,
  toResponse: (entry: [string, unknown]) => Response,
): Choice {
  const isCode = /^[2-5]\d\d$/.test(code);
  for (const key of isCode ? [code, `${code.slice(0, 1)}XX`, 'DEFAULT'] : []) {
    const found = named.find(([name]) => name.toUpperCase() === key);
    if (found !== undefined) return { ok: true, response: { ...toResponse(found), status: Number(code) } };
  }
  return {
    ok: false,
    message: `asks for an answer that this operation does not have. It has: ${words(named.map(([key]) => key))}`,
  };
}

export function hasExample(document: ApiDocument, fields: Fields, name: string): boolean {
  return exampleNames(document, fields).includes(name);
}

function exampleNames(document: ApiDocument, fields: Fields): string[] {
  return mediaTypes(fields).flatMap(([, media]) => [...namedExamples(document, media).keys()]);
}

/** A range stands for its first code; `default` for an error, unless it is all there is: it comes last. */
function statusOf(key: string): number {
  return key.toLowerCase() === 'default' ? 500 : Number(key.toUpperCase().replace('XX', '00'));
}

function words(names: readonly string[]): string {
  return names.length === 0 ? 'none' : [...new Set(names)].join(', ').slice(0, 200);
}

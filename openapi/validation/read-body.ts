import { essence, mediaKind } from '../media-kind.ts';
import type { ParameterReader } from './read-parameter.ts';

type Fields = Readonly<Record<string, unknown>>;
export type ReadBody =
  | { kind: 'value'; value: unknown }
  | { kind: 'opaque' }
  | { kind: 'broken'; message: string };

/** The document's media type for a content type: the very type, else the narrowest range that holds it. */
export function findMedia(
  types: readonly (readonly [string, Fields])[],
  contentType: string,
): Fields | undefined {
  const wanted = essence(contentType);
  const [main = ''] = wanted.split('/');
  for (const name of [wanted, `${main}/*`, '*/*']) {
    const found = types.find(([type]) => essence(type) === name);
    if (found !== undefined) return found[1];
  }
  return undefined;
}

/** A body as the value that its schema describes; files and types that nobody here can read are opaque. */
export async function readBody(
  reader: ParameterReader,
  schema: unknown,
  contentType: string,
  body: Uint8Array,
): Promise<ReadBody> {
  switch (mediaKind(contentType)) {
    case 'json':
      return readJson(body);
    case 'form':
      return {
        kind: 'value',
        value: reader.readFields(schema, [...new URLSearchParams(Buffer.from(body).toString())]),
      };
    case 'multipart':
      return await readMultipart(reader, schema, contentType, body);
    case 'text':
      return essence(contentType) === 'text/plain'
        ? { kind: 'value', value: Buffer.from(body).toString() }
        : { kind: 'opaque' };
    case 'binary':
      return { kind: 'opaque' };
  }
}

function readJson(body: Uint8Array): ReadBody {
  try {
    return { kind: 'value', value: JSON.parse(Buffer.from(body).toString()) };
  } catch (error) {
    const why =
      error instanceof Error ? error.message.replace(/, ".*" is not valid JSON$/s, '').slice(0, 120) : '';
    return { kind: 'broken', message: `is not valid JSON: ${why}` };
  }
}

async function readMultipart(
  reader: ParameterReader,
  schema: unknown,
  contentType: string,
  body: Uint8Array,
): Promise<ReadBody> {
  try {
    const form = await new Response(new Uint8Array(body), {
      headers: { 'Content-Type': contentType },
    }).formData();
    const fields = await Promise.all(
      [...form].map(
        async ([name, part]): Promise<[string, string]> => [
          name,
          typeof part === 'string' ? part : await part.text(),
        ],
      ),
    );
    return { kind: 'value', value: reader.readFields(schema, fields) };
  } catch {
    return { kind: 'broken', message: 'is not a valid multipart body' };
  }
}

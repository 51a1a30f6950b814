import type { ApiDocument, Operation } from '@ck/openapi/api-document';
import { requestBodyWith } from '@ck/openapi/examples';

/** What the form of a replayed call has for its body. */
export type ReplayedBody =
  /** The operation takes none. */
  | { kind: 'none' }
  /** What was sent was not kept, or cannot be filled in: the document's example. */
  | { kind: 'example' }
  | {
      kind: 'kept';
      /** In place of the operation's own: the sent type first, form fields as its example. */
      requestBody: object;
      /** Exactly as it was sent; undefined for forms. */
      text: string | undefined;
      /** Fields whose files no page can choose again for a person. */
      files: readonly string[];
    };

type Kept = { contentType: string; body: Buffer };

/** Fills an operation's form with the body that was sent then. */
export async function replayedBody(
  document: ApiDocument,
  operation: Operation,
  kept: Kept | undefined,
): Promise<ReplayedBody> {
  const { requestBody } = document.paths?.[operation.path]?.[operation.method] ?? {};
  if (requestBody === undefined) return { kind: 'none' };
  if (kept === undefined) return { kind: 'example' };
  const form = await readForm(kept);
  const text = form === undefined ? readText(kept.body) : undefined;
  if (form === undefined && text === undefined) return { kind: 'example' };
  const filled = requestBodyWith(document, operation, {
    contentType: kept.contentType,
    ...(form !== undefined && { example: form.fields }),
  });
  if (filled === undefined) return { kind: 'example' };
  return { kind: 'kept', requestBody: filled, text, files: form?.files ?? [] };
}

/** The fields of a form that was sent; undefined for what is none. */
async function readForm({ contentType, body }: Kept) {
  const isForm = /^\s*(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(contentType);
  if (!isForm) return undefined;
  const headers = { 'Content-Type': contentType };
  const form = await new Response(new Uint8Array(body), { headers }).formData().catch(() => new FormData());
  const fields: Record<string, unknown> = {};
  const files: string[] = [];
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name).filter(value => typeof value === 'string');
    if (values.length < form.getAll(name).length) files.push(name);
    if (values.length > 0) fields[name] = values.length === 1 ? values[0] : values;
  }
  return { fields, files };
}

/** Undefined for bytes that are no text: what a file held. */
function readText(body: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

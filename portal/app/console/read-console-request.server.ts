import { callMethods } from '@ck/shared/permissions';
import { z } from 'zod';
import type { ConsoleRequest } from './envelope.ts';

/** RFC 9110, 5.6.2 and 5.5: what a field's name and value are made of. */
const fieldName = z.string().regex(/^[\w!#$%&'*+.^`|~-]{1,128}$/);
const fieldValue = z.string().regex(/^[\t\x20-\x7e\x80-\xff]{0,8192}$/);

/** Ours to set, or of the connection: whoever writes one here means something that is not sent. */
const reserved =
  /^(host|connection|content-length|transfer-encoding|te|trailer|upgrade|expect|keep-alive|cookie|proxy-.*|x-api-key|x-console-assertion|x-forwarded-.*|forwarded)$/i;

const schema = z.object({
  keyId: z.string().max(64),
  environment: z.enum(['sandbox', 'production']),
  method: z.string().refine(method => callMethods.includes(method)),
  path: z
    .string()
    .regex(/^\/[\x21\x24-\x7e]*$/)
    .max(8192),
  headers: z.array(z.tuple([fieldName, fieldValue])).max(100),
  body: z.base64().max(14_000_000).optional(),
});

/** What the console may send; undefined for what no console of ours sends. */
export function readConsoleRequest(value: unknown): ConsoleRequest | undefined {
  const read = schema.safeParse(value);
  if (!read.success) return undefined;
  const { body, headers, ...request } = read.data;
  const kept = headers.filter(
    ([name, text]) => !reserved.test(name) && !(/^authorization$/i.test(name) && /^\s*bearer /i.test(text)),
  );
  return { ...request, headers: kept, ...(body !== undefined && { body }) };
}

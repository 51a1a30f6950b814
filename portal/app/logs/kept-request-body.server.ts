import type { ExampleBody } from '@ck/openapi/examples';
import type { KeptBody } from '@ck/shared/calls';
import { sampleBodyOf } from '#app/console/typed-request.ts';

/** A kept body as a row of the log shows it, and as its curl sends it. */
export type KeptRequestBody = {
  contentType: string;
  bytes: number;
  until: Date;
  /** Missing for forms with parts and for what is no text. */
  text?: string;
  sample: ExampleBody;
};

export async function tellBody({ contentType, body, until }: KeptBody): Promise<KeptRequestBody> {
  const about = { contentType, bytes: body.length, until };
  if (/^\s*multipart\/form-data\b/i.test(contentType)) {
    const headers = { 'Content-Type': contentType };
    const form = await new Response(new Uint8Array(body), { headers }).formData().catch(() => undefined);
    return { ...about, sample: sampleBodyOf(form, contentType) };
  }
  const text = body.toString('utf8');
  if (!Buffer.from(text).equals(body)) {
    const file = new File([new Uint8Array(body)], 'body.bin');
    return { ...about, sample: sampleBodyOf(file, contentType) };
  }
  return { ...about, text, sample: sampleBodyOf(text, contentType) };
}

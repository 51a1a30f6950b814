import { type Actor, mayPublish } from '@ck/shared/accounts';
import { fetchDocument } from '@ck/shared/endpoints';
import type { SubmissionResult } from '@conform-to/react';
import { portalSettings } from './config.server.ts';
import { fileAsText } from './file-as-text.server.ts';

type DocumentForm = {
  form: FormData;
  /** Its document was read from an address just now. */
  isFetched: boolean;
  /** A fetch that failed, to be told at its field. */
  fault?: unknown;
};

/** A form whose document was typed, chosen as a file, or lies at an address: what follows knows text only. */
export async function readDocumentForm(actor: Actor, request: Request): Promise<DocumentForm> {
  const form = await fileAsText(await request.formData(), 'document');
  const address = String(form.get('documentUrl') ?? '').trim();
  const { ownerPolicy, development } = portalSettings();
  // Others do not make this machine ask around; what they sent is refused by the domain.
  if (address === '' || actor.kind !== 'account' || !mayPublish(ownerPolicy, actor.email))
    return { form, isFetched: false };
  try {
    form.set('document', await fetchDocument(address, { allowLoopback: development }));
    return { form, isFetched: true };
  } catch (fault) {
    return { form, isFetched: false, fault };
  }
}

type Errors = { formErrors?: string[]; fieldErrors?: Record<string, string[]>; hideFields?: string[] };
type Submission = { reply(extra: Errors): SubmissionResult<string[]> };

/** Faults of a fetched document are told at its address; the text itself, up to 10 MB, is not sent back. */
export function atTheAddress(submission: Submission, { isFetched }: DocumentForm): Submission {
  if (!isFetched) return submission;
  return {
    reply({ fieldErrors: { document, ...others } = {}, ...extra }) {
      const fieldErrors = { ...others, ...(document !== undefined && { documentUrl: document }) };
      return submission.reply({ ...extra, fieldErrors, hideFields: ['document'] });
    },
  };
}

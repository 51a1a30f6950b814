import type { DocumentFault } from '@ck/openapi/parsing';
import { activityInWords, changesInWords } from '@ck/shared/activity-words';
import type { ConflictChange } from '@ck/shared/audit';
import { type DomainError, type DomainErrorCode, isDomainError } from '@ck/shared/errors';
import type { SubmissionResult } from '@conform-to/react';
import { data } from '@remix-run/node';
import { environmentLabels } from './environment.ts';
import type { FormOutcome } from './form-outcome.ts';

/** The answer of each refusal. What is somebody else's answers like what does not exist. */
const statusOf: Readonly<Record<DomainErrorCode, number>> = {
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  limit_reached: 429,
  already_pending: 409,
  already_decided: 409,
  unconfirmed: 503,
  invalid: 422,
  name_taken: 422,
  slug_taken: 422,
  document_invalid: 422,
  upstream_forbidden: 422,
};

type Reply = (extra: {
  formErrors?: string[];
  fieldErrors?: Record<string, string[]>;
}) => SubmissionResult<string[]>;

const refused = (place: string, result: SubmissionResult<string[]>, status: number) =>
  data<FormOutcome>({ place, result, conflict: status === statusOf.conflict, done: undefined }, { status });

/** The form again, with what its own schema refused. */
export function refuseInput(submission: { reply: Reply }, place = '') {
  return refused(place, submission.reply({}), statusOf.invalid);
}

/**
 * The form again, with the domain's refusal at its field, or above the buttons where it names none.
 * @throws whatever is not about the form: the caller lets it pass on
 */
export function refuseForm(submission: { reply: Reply }, error: unknown, place = '') {
  if (!isDomainError(error) || error.code === 'not_found' || error.code === 'forbidden') throw error;
  const words = wordsOf(error);
  const { field } = error;
  const reply = submission.reply(
    field === undefined ? { formErrors: words } : { fieldErrors: { [field]: words } },
  );
  const answer = refused(place, reply, statusOf[error.code]);
  const lines = error.code === 'conflict' ? changesOf(error) : [];
  if (lines.length > 0) answer.data.lines = lines;
  return answer;
}

/** What somebody else did meanwhile, the newest first. */
function changesOf({ details: { changes } }: DomainError): string[] {
  if (!Array.isArray(changes)) return [];
  return (changes as ConflictChange[]).slice(0, 5).map(change => {
    const where = change.environment === undefined ? '' : ` in ${environmentLabels[change.environment]}`;
    const what = changesInWords(change);
    return `${change.by}: ${activityInWords(change)}${where}${what === '' ? '' : `, ${what}`}`;
  });
}

/** For scripts of our pages: code and words, never more. */
export function refuseCall(error: unknown) {
  if (!isDomainError(error)) throw error;
  return Response.json({ code: error.code, message: error.message }, { status: statusOf[error.code] });
}

/** @throws the answer of a refusal, for the page of errors; anything else as it came */
export function throwAsAnswer(error: unknown): never {
  if (!isDomainError(error)) throw error;
  throw data({ code: error.code, message: error.message }, { status: statusOf[error.code] });
}

/** A document has many faults at once; each says where it is. */
function wordsOf(error: DomainError): string[] {
  const { faults } = error.details;
  if (error.code !== 'document_invalid' || !Array.isArray(faults)) return [error.message];
  const words = (faults as DocumentFault[]).slice(0, 10).map(({ message, ...where }) => {
    const place = placeInWords(where);
    return place === '' ? message : `${place}: ${message}`;
  });
  const more = faults.length - words.length;
  return more > 0 ? [...words, `and ${more} more.`] : words;
}

/** The line alone would not do: many documents are one line of JSON. */
function placeInWords({ line, path }: Omit<DocumentFault, 'message'>): string {
  if (line === undefined) return path ?? '';
  return path === undefined ? `Line ${line}` : `Line ${line}, ${path}`;
}

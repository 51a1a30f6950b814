/** What can go wrong in the domain, as codes that every surface maps to its own answer. */
export type DomainErrorCode =
  /** A value of a form cannot be used; `field` names it. */
  | 'invalid'
  /** Does not exist, or is not the actor's to see: both answer alike. */
  | 'not_found'
  /** Somebody changed it meanwhile; `details` says who and what. */
  | 'conflict'
  /** The database did not confirm in time; `details.change` names the change, whose state can be asked for. */
  | 'unconfirmed'
  | 'name_taken'
  | 'slug_taken'
  /** The actor may see it but may not do this. */
  | 'forbidden'
  /** The same was asked for already, or the request was decided meanwhile; `details.request` is the one that is there. */
  | 'already_pending'
  | 'already_decided'
  /** The OpenAPI document has faults; `details.faults` lists them with lines. */
  | 'document_invalid'
  /** The upstream's address is not one that a gateway may call. */
  | 'upstream_forbidden';

/** A refusal by the domain. `message` is for a person: what, why, what next; never with a secret in it. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: DomainErrorCode;
  readonly field: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: DomainErrorCode,
    message: string,
    extra: { field?: string; details?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.code = code;
    this.field = extra.field;
    this.details = extra.details ?? {};
  }
}

export function isDomainError(error: unknown): error is DomainError {
  return error instanceof DomainError;
}

/** The one answer for what does not exist and for what is somebody else's. */
export function notFound(what: string): DomainError {
  return new DomainError('not_found', `This ${what} does not exist, or it is not shared with you.`);
}

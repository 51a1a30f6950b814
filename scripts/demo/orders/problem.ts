/** One fault in what a caller sent: in the body (a JSON pointer) or in the query (a parameter's name). */
export type Fault = { pointer: string; detail: string } | { parameter: string; detail: string };

const titles = {
  'malformed-request': [400, 'The request cannot be read'],
  'invalid-parameters': [400, 'Some query parameters are not valid'],
  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'Method not allowed'],
  'order-closed': [409, 'The order is closed'],
  'precondition-failed': [412, 'The order has changed'],
  'body-too-large': [413, 'The body is too large'],
  'unsupported-content-type': [415, 'Content type not supported'],
  'validation-failed': [422, 'Some values are not valid'],
  'internal-error': [500, 'Something went wrong here'],
  'too-many-streams': [503, 'Too many open event streams'],
  'storage-full': [507, 'No room for more'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

type ProblemCode = keyof typeof titles;

/** An answer that says what is wrong, as RFC 9457 lays it out. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];

  constructor(
    code: ProblemCode,
    detail: string,
    more: { headers?: Record<string, string>; faults?: readonly Fault[] } = {},
  ) {
    super(detail);
    this.code = code;
    this.status = titles[code][0];
    this.headers = more.headers ?? {};
    this.faults = more.faults ?? [];
  }

  toJSON(): object {
    return {
      type: `https://orders.example.com/problems/${this.code}`,
      title: titles[this.code][1],
      status: this.status,
      code: this.code,
      detail: this.message,
      ...(this.faults.length > 0 && { errors: this.faults }),
    };
  }
}

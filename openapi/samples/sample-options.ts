/** Where a sample sends its request, and how it comes by the key. */
export type SampleOptions = {
  /** The endpoint's address at the gateway, without a slash at its end. */
  baseUrl: string;
  keyHeader: string;
  /** The answer has no end, as an event stream: it is printed while it comes in. */
  streams?: boolean;
} & (
  | {
      secret: 'variable';
      /** The environment variable that holds the key; `API_KEY` when left out. */
      variable?: string;
    }
  | { secret: 'inline'; secretText: string }
);

/** A sample is code that people paste: a name that is not a plain one must not get into it. */
export function variableName(options: { variable?: string }): string {
  const { variable = 'API_KEY' } = options;
  return /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(variable) ? variable : 'API_KEY';
}

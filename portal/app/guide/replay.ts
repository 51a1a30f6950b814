import type { CallView } from '@ck/shared/calls';

/** What the log writes in place of a value that looks like a secret. */
const redacted = '[secret]';

/** The parameters of an operation, with the values that a call had. What the log does not tell stays an example. */
export function filledFrom(
  { query }: Pick<CallView, 'query'>,
  parameters: readonly Record<string, unknown>[],
  params: Readonly<Record<string, string>>,
): Record<string, unknown>[] {
  const sent = new URLSearchParams(query);
  return parameters.map(parameter => {
    const name = String(parameter.name);
    const value =
      parameter.in === 'path'
        ? params[name]
        : parameter.in === 'query'
          ? valueIn(sent, name, isList(parameter.schema))
          : undefined;
    const { example: _example, examples: _examples, ...rest } = parameter;
    if (value !== undefined) return { ...rest, example: value };
    // What was optional and not sent is not sent again.
    return parameter.in === 'query' && parameter.required !== true ? rest : parameter;
  });
}

function valueIn(sent: URLSearchParams, name: string, asList: boolean): string | string[] | undefined {
  const values = sent.getAll(name).filter(value => value !== redacted);
  const [first] = values;
  if (first === undefined) return undefined;
  if (!asList) return first;
  return values.length === 1 ? first.split(',') : values;
}

const isList = (schema: unknown): boolean =>
  typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'array';

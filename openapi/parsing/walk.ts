import { limits } from './limits.ts';
import type { PathFault } from './path-fault.ts';

export type Visit = { value: object; at: readonly (string | number)[] };

/**
 * Visits every object and list once, without recursion. Stops with a fault where the data is deeper or larger than any
 * document, or where a part contains itself (a YAML alias can do that; a `$ref` is only a text here).
 */
export function walk(data: unknown, visit: (part: Visit) => void): PathFault | undefined {
  let values = 0;
  const seen = new Set<object>();
  const open: (Visit & { leave?: true })[] = [];
  const above = new Set<object>();
  if (isObject(data)) open.push({ value: data, at: [] });
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, at } = next;
    if (next.leave) {
      above.delete(value);
      continue;
    }
    if (above.has(value))
      return {
        message: 'This part contains itself through a YAML alias. Use $ref for what is recursive.',
        at,
      };
    if (seen.has(value)) continue;
    seen.add(value);
    above.add(value);
    open.push({ value, at, leave: true });
    visit({ value, at });
    if (at.length > limits.depth)
      return { message: `Nested more than ${limits.depth} levels deep.`, at: at.slice(0, 20) };
    for (const [key, part] of Object.entries(value)) {
      values += 1;
      if (isObject(part)) open.push({ value: part, at: [...at, Array.isArray(value) ? Number(key) : key] });
    }
    if (values > limits.values) return { message: 'The document has too many values.', at: [] };
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

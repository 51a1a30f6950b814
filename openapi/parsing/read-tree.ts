import type { DocumentFault } from './document-fault.ts';
import { readJson } from './read-json.ts';
import { readYaml } from './read-yaml.ts';

/** The text as plain data, and a way back from a path in it to its line. */
export type Tree = {
  ok: true;
  data: unknown;
  lineOf(path: readonly (string | number)[]): number | undefined;
};
export type ReadTree = Tree | { ok: false; faults: DocumentFault[] };

/** Beyond this a text that looks like JSON and is not is told so by its JSON fault alone. */
const bothWaysBytes = 1024 * 1024;

/** Reads JSON or YAML 1.2; never throws. JSON is tried first: it is many times as fast. */
export function readTree(text: string): ReadTree {
  if (!/^\s*[[{]/.test(text)) return readYaml(text);
  const json = readJson(text);
  // YAML's own braces look like JSON, with fewer quotes.
  return json.ok || text.length > bothWaysBytes ? json : readYaml(text);
}

import type { OpenAPI } from 'openapi-types';
import { checkStructure, isRecord } from './check-structure.ts';
import type { DocumentFault } from './document-fault.ts';
import { readTree } from './read-tree.ts';

export type ParsedDocument =
  | { ok: true; document: OpenAPI.Document; title: string; version: string }
  | { ok: false; faults: DocumentFault[] };

const maxBytes = 16 * 1024 * 1024;
const maxFaults = 20;

/**
 * Reads an OpenAPI document (2.0, 3.0 or 3.1; JSON or YAML) without opening any file or address. Never throws: what
 * is wrong comes back as faults with the line and what to mend, at most 20.
 */
export function parseDocument(text: string): ParsedDocument {
  if (text.trim() === '')
    return refuse([{ message: 'The document is empty. Paste or upload an OpenAPI document.' }]);
  if (Buffer.byteLength(text) > maxBytes) return refuse([{ message: 'The document is larger than 16 MiB.' }]);
  const tree = readTree(text);
  if (!tree.ok) return refuse(tree.faults);
  const faults = checkStructure(tree.data).map(({ message, at }) => {
    const line = tree.lineOf(at);
    return { message, ...(at.length > 0 && { path: pointer(at) }), ...(line !== undefined && { line }) };
  });
  if (faults.length > 0 || !isDocument(tree.data)) return refuse(faults);
  return { ok: true, document: tree.data, title: tree.data.info.title, version: tree.data.info.version };
}

function refuse(faults: DocumentFault[]): ParsedDocument {
  return { ok: false, faults: faults.slice(0, maxFaults) };
}

/** What checkStructure found no fault in; here so that the compiler knows it too. */
function isDocument(data: unknown): data is OpenAPI.Document {
  return isRecord(data) && isRecord(data.info);
}

/** RFC 6901, section 3. */
function pointer(path: readonly (string | number)[]): string {
  return path.map(step => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

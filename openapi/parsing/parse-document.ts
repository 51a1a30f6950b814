import { upgrade } from '@scalar/openapi-upgrader';
import type { ApiDocument } from '../api-document.ts';
import { checkReferences, findDanglingReferences } from './check-references.ts';
import { checkStructure } from './check-structure.ts';
import type { DocumentFault } from './document-fault.ts';
import { findWarnings } from './find-warnings.ts';
import { isRecord } from './is-record.ts';
import { limits } from './limits.ts';
import { type PathFault, toPointer } from './path-fault.ts';
import { readTree, type Tree } from './read-tree.ts';

export type ParsedDocument =
  | { ok: true; document: ApiDocument; title: string; version: string; warnings: DocumentFault[] }
  | { ok: false; faults: DocumentFault[] };

/**
 * Reads an OpenAPI document (2.0, 3.0 or 3.1; JSON or YAML) without opening any file or address, and brings it to its
 * normal form, OpenAPI 3.1 with its references in place. Never throws: what is wrong comes back as faults with the line,
 * the path (RFC 6901) and what to mend, at most 20; what is only doubtful as warnings, at most 100.
 */
export function parseDocument(text: string): ParsedDocument {
  if (text.trim() === '')
    return refuse([{ message: 'The document is empty. Paste or upload an OpenAPI document.' }]);
  if (Buffer.byteLength(text) > limits.bytes)
    return refuse([{ message: 'The document is larger than 16 MiB.' }]);
  const tree = readTree(text);
  if (!tree.ok) return refuse(tree.faults);
  const faults = [...checkStructure(tree.data), ...checkReferences(tree.data)];
  if (faults.length > 0) return refuse(located(tree, faults.slice(0, limits.faults)));
  const document = toNormalForm(tree.data);
  if (document === undefined)
    return refuse([{ message: 'The document could not be brought to OpenAPI 3.1.' }]);
  const doubts = [...findWarnings(document), ...findDanglingReferences(document)].slice(0, limits.warnings);
  const { title, version } = document.info;
  return { ok: true, document, title, version, warnings: located(tree, doubts) };
}

/** Also for texts that were checked before, when they were saved. */
function toNormalForm(data: unknown): ApiDocument | undefined {
  try {
    // Swagger 2.0 may say 2, and the upgrade looks for the text.
    const source = isRecord(data) && data.swagger === 2 ? { ...data, swagger: '2.0' } : data;
    const document: unknown = upgrade(source as Record<string, unknown>, '3.1');
    return isDocument(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

function refuse(faults: DocumentFault[]): ParsedDocument {
  return { ok: false, faults: faults.slice(0, limits.faults) };
}

function located(tree: Tree, faults: readonly PathFault[]): DocumentFault[] {
  return faults.map(({ message, at }) => {
    const line = tree.lineOf(at);
    return { message, ...(at.length > 0 && { path: toPointer(at) }), ...(line !== undefined && { line }) };
  });
}

/** What checkStructure found no fault in; here so that the compiler knows it too. */
function isDocument(data: unknown): data is ApiDocument {
  return isRecord(data) && isRecord(data.info);
}

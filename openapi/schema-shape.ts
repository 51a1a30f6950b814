import type { ApiDocument } from './api-document.ts';
import { isRecord } from './parsing/is-record.ts';
import { resolve } from './references.ts';

/** A schema object as it stands in a document that others wrote: every field may be missing or of a wrong type. */
export type SchemaShape = Readonly<Record<string, unknown>>;

/** @returns undefined for `false`, which nothing satisfies, and for references to nowhere */
export function schemaAt(document: ApiDocument, node: unknown): SchemaShape | undefined {
  if (node === undefined || node === true) return {};
  if (!isRecord(node)) return undefined;
  const found: unknown = resolve(document, node);
  return isRecord(found) ? found : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function namesOf(value: unknown): readonly string[] {
  return listOf(value).filter(name => typeof name === 'string');
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export const documentText = await readFile(join(import.meta.dirname, 'openapi.yaml'), 'utf8');
export const document: Json = parse(documentText);

/** What is at the end of these names, with references followed; undefined where there is nothing. */
export function at(value: Json | undefined, ...names: (string | number)[]): Json | undefined {
  const [name, ...rest] = names;
  const target = followed(value);
  if (name === undefined) return target;
  return at(isRecord(target) || Array.isArray(target) ? Reflect.get(target, name) : undefined, ...rest);
}

export function followed(value: Json | undefined): Json | undefined {
  if (!isRecord(value) || typeof value.$ref !== 'string') return value;
  return at(document, ...value.$ref.slice('#/'.length).split('/'));
}

function isRecord(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function entries(value: Json | undefined): [string, Json][] {
  return isRecord(value) ? Object.entries(value) : [];
}

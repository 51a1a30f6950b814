import { Problem } from './problem.ts';

/** Deeper than any order is; a body nested without end must not exhaust the stack. */
const deepest = 16;

/** The target changed by a JSON merge patch, RFC 7396: null removes, objects merge, all else replaces. */
export function mergePatch(target: unknown, patch: unknown, depth = 0): unknown {
  if (depth > deepest) throw new Problem('malformed-request', 'The patch is nested too deeply.');
  if (!isObject(patch)) return patch;
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value, depth + 1));
  }
  return Object.fromEntries(merged);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

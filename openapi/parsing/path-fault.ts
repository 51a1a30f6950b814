/** A fault at a path of keys; its line is found by the caller. */
export type PathFault = { message: string; at: readonly (string | number)[] };

/** RFC 6901, section 3. */
export function toPointer(path: readonly (string | number)[]): string {
  return path.map(step => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Where to go after signing in: a path of this site, `/` for anything that a browser could take for another one. */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || next.length > 2_000) return '/';
  // One slash, then no second one and no backslash, which browsers read as a slash; no control characters, which
  // they drop before reading.
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(next)) return '/';
  return next;
}

/** What a caller wishes of a mock: `Prefer: code=404, example="empty"`. */
export type Preference = { code?: string; example?: string };

/** RFC 7240, section 2: preferences separated by commas, the first of a name counts; others are none of ours. */
export function readPreference(header: string | undefined): Preference {
  const found: Preference = {};
  for (const [, name = '', quoted, bare] of (header ?? '').matchAll(
    /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]+))/g,
  )) {
    const value = quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '';
    if (name.toLowerCase() === 'code') found.code ??= value;
    if (name.toLowerCase() === 'example') found.example ??= value;
  }
  return found;
}

/** RFC 7240, section 2: `token [= word] *( ; parameter )`, where a word is a token or a quoted string. */
const preference =
  /([\w!#$%&'*+.^`|~-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*)))?((?:\s*;[^,"]*(?:"(?:[^"\\]|\\.)*")?)*)\s*(?:,|$)/y;

const maxLength = 1_000;

/** The preferences of a header, by name in lower case; the first of a name counts. What is malformed ends the list. */
export function parsePrefer(header: string): Map<string, string> {
  const found = new Map<string, string>();
  const text = header.slice(0, maxLength);
  preference.lastIndex = 0;
  while (preference.lastIndex < text.length) {
    preference.lastIndex += /^[\s,]*/.exec(text.slice(preference.lastIndex))?.[0].length ?? 0;
    const match = preference.exec(text);
    if (match === null) break;
    const [, name = '', quoted, token = ''] = match;
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, quoted?.replace(/\\(.)/g, '$1') ?? token);
  }
  return found;
}

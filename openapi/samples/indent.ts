/**
 * Moves every line of code to the right. Line feeds only: what else ends a line for a regular expression (U+2028) can
 * stand within a text.
 */
export function indent(code: string, by: number): string {
  const space = ' '.repeat(by);
  return code
    .split('\n')
    .map(line => (line === '' ? line : space + line))
    .join('\n');
}

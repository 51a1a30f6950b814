/**
 * Whether a JSON text, written as a value of a language, is the same again: true but for a key that sets a prototype in
 * JavaScript, and for numbers that lose digits or do not fit.
 */
export function isCodeAsWell(json: string): boolean {
  if (json.includes('__proto__')) return false;
  const numbers = json.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/-?\d[\d.eE+-]*/g) ?? [];
  return numbers.every(number => number.length < 16 && Number.isFinite(Number(number)));
}

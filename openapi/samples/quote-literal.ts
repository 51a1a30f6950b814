/** A string literal that JavaScript and Python read alike: JSON's, with everything invisible escaped. */
export function quoteLiteral(text: string): string {
  return JSON.stringify(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, escapeUnits);
}

/** Both languages read `\uXXXX`; only what is outside of the basic plane differs, and is left as it is. */
function escapeUnits(character: string): string {
  if (character.length > 1) return character;
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

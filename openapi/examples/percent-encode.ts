/**
 * Everything but unreserved characters (RFC 3986, 2.3): also `!'()*`, which `encodeURIComponent` leaves as they are, and
 * which shells, languages and servers read in their own ways.
 */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

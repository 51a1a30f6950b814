/** The verb that a mistyped one probably meant: at most two edits away. */
export function nearestVerb(typed: string, verbs: readonly string[]): string | undefined {
  const ranked = verbs.map(verb => ({ verb, edits: editDistance(typed.toLowerCase().slice(0, 40), verb) }));
  const best = ranked.toSorted((a, b) => a.edits - b.edits)[0];
  return best !== undefined && best.edits <= 2 && best.edits < best.verb.length ? best.verb : undefined;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

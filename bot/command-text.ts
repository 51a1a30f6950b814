/** What Slack does to typed text, undone: curly quotes, dashes, entities, links. Pure. */
export type Words = { ok: true; words: string[] } | { ok: false; fault: string };

/** Splits a command into words; quotes keep words together, an apostrophe inside a word is just that. */
export function splitWords(text: string): Words {
  const plain = text.replace(/[“”„«»]/g, '"').replace(/[‘’]/g, "'");
  const words: string[] = [];
  for (let i = 0; i < plain.length; ) {
    const character = plain[i] ?? '';
    if (/\s/.test(character)) i += 1;
    else if (character === '"' || character === "'") {
      const end = plain.indexOf(character, i + 1);
      if (end < 0) return { ok: false, fault: `A closing ${character} is missing.` };
      words.push(unwrap(plain.slice(i + 1, end)));
      i = end + 1;
    } else {
      const word = /^(?:<[^>]*>|[^\s"<]+|<)+/.exec(plain.slice(i))?.[0] ?? character;
      words.push(straightenDash(unwrap(word)));
      i += word.length;
    }
  }
  return { ok: true, words };
}

/** `<mailto:a@b.c|a@b.c>` and `<https://x|x>` become what was typed; `<@U1|kim>` keeps its id. A typed `<` is an entity. */
function unwrap(word: string): string {
  return decodeEntities(word.replace(/<(?:mailto:)?([^|>]*)(?:\|[^>]*)?>/g, '$1'));
}

/** `–delete` and `—delete` were typed as `-delete` and `--delete`; both take something away. */
const straightenDash = (word: string): string => word.replace(/^(?:[–—−]|--)(?=\p{L})/u, '-');

/** Once only: `&amp;lt;` was typed as `&lt;`. */
function decodeEntities(text: string): string {
  const characters: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
  return text.replace(/&(?:lt|gt|amp);/g, entity => characters[entity] ?? entity);
}

/** Text without a single quote in it needs nothing else; control characters could act on the terminal it is pasted into. */
const plainText = /^[^\p{C}]*$/u;
const mayStand = /^[\w@%+=:,./-]+$/;

/**
 * One word for bash or zsh that stands for exactly this text: nothing in it is expanded or executed.
 * @param text without NUL, which no argument of a program can hold
 */
export function quoteShell(text: string): string {
  if (mayStand.test(text)) return text;
  // Lines and tabs are fit to be pasted and read as they are.
  if (plainText.test(text.replace(/[\n\t]/g, ''))) return `'${text.replaceAll("'", `'\\''`)}'`;
  return `$'${text.replace(/['\\]|\p{C}/gu, escapeAnsiC)}'`;
}

/** Octal bytes of UTF-8 mean the same in every locale; each has three digits, so that a digit after it is no part of it. */
function escapeAnsiC(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  if (character === '\n') return '\\n';
  return octal(character);
}

/** The arguments of a `printf` that writes exactly this text, NUL too. */
export function printfOf(text: string): string {
  if (!text.includes('\0')) return `printf %s ${quoteShell(text)}`;
  const format = text.replace(/[%\\']|\p{C}/gu, character => {
    if (character === '%') return '%%';
    return character === '\\' ? '\\\\' : octal(character);
  });
  // A format that begins with a dash is no option.
  return `printf -- '${format}'`;
}

function octal(text: string): string {
  return [...Buffer.from(text)].map(byte => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

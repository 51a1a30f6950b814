export type Finding = {
  /** `fault` would stop `npm start`; `remark` would not, but is worth knowing. */
  kind: 'fine' | 'remark' | 'fault';
  name: string;
  /** What was seen; a fault says on the next line how to mend it. */
  text: string;
};

const signs = { fine: '✓', remark: '!', fault: '✗' };
const nameWidth = 12;

/** Aligned lines; further lines of a text stand below its first. */
export function showFinding({ kind, name, text }: Finding): string {
  return `  ${signs[kind]} ${name.padEnd(nameWidth)}${text.replaceAll('\n', `\n    ${' '.repeat(nameWidth)}`)}`;
}

/** The last line: whether `npm start` would come up. */
export function verdict(findings: readonly Finding[]): string {
  const faults = findings.filter(({ kind }) => kind === 'fault').length;
  if (faults === 0) return 'Nothing of this would stop npm start.';
  return faults === 1
    ? 'One thing would stop npm start: the one marked ✗.'
    : `${faults} things would stop npm start: those marked ✗.`;
}

/** One row of CSV, RFC 4180, that a spreadsheet opens as text only. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(cell => quoted(withoutFormula(cell))).join(',')}\r\n`;
}

/** A spreadsheet runs a cell that begins with one of these as a formula; an apostrophe before it makes it text. */
function withoutFormula(cell: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

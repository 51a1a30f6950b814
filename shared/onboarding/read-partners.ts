import { parse } from 'csv-parse/sync';
import { parseAddress } from '../accounts/index.ts';
import { isDomainError } from '../errors.ts';
import { foldKeyName, readKeyDescription, readKeyName } from '../keys/index.ts';
import { allPermissions, isPermission, type Permission } from '../permissions/index.ts';

/** One line of a list of partners: a key to make, and whom to invite to it. */
export type PartnerLine = {
  /** Counted from 1, as an editor shows it. */
  line: number;
  name: string;
  description: string;
  addresses: string[];
  /** Undefined where the line names none: then those of the whole list. */
  permissions: Permission[] | undefined;
  /** What keeps it from being done, in words; none when it can be. */
  faults: string[];
};

/** The most keys that are made from one list. */
export const mostPartners = 200;
const longestList = 256 * 1024;
const mostAddresses = 50;

const columns = ['company', 'addresses', 'permissions', 'description'] as const;
type Column = (typeof columns)[number];

const columnNames: Readonly<Record<string, Column>> = {
  ...{ company: 'company', partner: 'company', name: 'company', key: 'company' },
  ...{ addresses: 'addresses', address: 'addresses', email: 'addresses', emails: 'addresses' },
  ...{
    'e-mail': 'addresses',
    'e-mails': 'addresses',
    permissions: 'permissions',
    description: 'description',
  },
};

/**
 * Reads a pasted list or a CSV file (RFC 4180; tabs and semicolons are separators too): company, addresses, permissions,
 * description. A first line that names its columns may have them in any order. Addresses stand in one cell, with spaces or
 * semicolons between them; permissions as words. What is wrong in one line is told at that line.
 * @returns a fault where the list as a whole cannot be read
 */
export function readPartners(text: string): { lines: PartnerLine[] } | { fault: string } {
  if (text.length > longestList) return { fault: 'The list is longer than 256 kB. Send it in parts.' };
  const rows = readRows(text);
  if ('fault' in rows) return rows;
  const [first] = rows.found;
  const header = first === undefined ? undefined : readHeader(first.record);
  const found = header === undefined ? rows.found : rows.found.slice(1);
  if (found.length === 0) return { fault: 'The list has no line. Write one for each company.' };
  if (found.length > mostPartners)
    return { fault: `The list has ${found.length} lines. At most ${mostPartners} are done at once.` };
  const order = header ?? columns;
  return { lines: withoutDoubles(found.map(row => readLine(row, order))) };
}

type Row = { record: string[]; info: { lines: number } };

function readRows(text: string): { found: Row[] } | { fault: string } {
  try {
    const found = parse(text, {
      ...{ bom: true, trim: true, skip_empty_lines: true, skip_records_with_empty_values: true },
      ...{ relax_column_count: true, info: true, delimiter: delimiterOf(text) },
    }) as unknown as Row[];
    return { found };
  } catch (error) {
    // Its own words name the line, and hold the text of no cell but the one at fault.
    return { fault: `The list cannot be read: ${error instanceof Error ? error.message : 'it is no CSV'}.` };
  }
}

/** Spreadsheets copy tabs and, in half of Europe, save semicolons. What stands in the first line decides. */
function delimiterOf(text: string): string {
  const [first = ''] = text.trimStart().split('\n', 1);
  const unquoted = first.replace(/"[^"]*"/g, '');
  return ['\t', ',', ';'].find(each => unquoted.includes(each)) ?? ',';
}

function readHeader(record: readonly string[]): (Column | undefined)[] | undefined {
  const names = record.map(cell => columnNames[cell.toLowerCase()]);
  return names.includes('company') ? names : undefined;
}

function readLine({ record, info }: Row, order: readonly (Column | undefined)[]): PartnerLine {
  const cell = (column: Column) => record[order.indexOf(column)] ?? '';
  const faults: string[] = [];
  const checked = <Value>(read: () => Value): Value | undefined => {
    try {
      return read();
    } catch (error) {
      if (!isDomainError(error)) throw error;
      faults.push(error.message);
      return undefined;
    }
  };
  if (record.length > order.length)
    faults.push(`There are ${record.length} cells, not ${order.length} at most. Put "…" around commas.`);
  const name = checked(() => readKeyName(cell('company')).name) ?? cell('company').slice(0, 80);
  const description = checked(() => readKeyDescription(cell('description'))) ?? '';
  const addresses = readAddresses(cell('addresses'), faults);
  const permissions = readPermissions(cell('permissions'), faults);
  return { line: info.lines, name, description, addresses, permissions, faults };
}

function readAddresses(text: string, faults: string[]): string[] {
  const words = [...new Set(text.toLowerCase().split(/[\s;,]+/))].filter(word => word !== '');
  for (const word of words)
    try {
      parseAddress(word);
    } catch {
      faults.push(`"${word.slice(0, 80)}" is no e-mail address.`);
    }
  if (words.length > mostAddresses) faults.push(`At most ${mostAddresses} addresses in one line.`);
  return words;
}

function readPermissions(text: string, faults: string[]): Permission[] | undefined {
  const words = text
    .toLowerCase()
    .split(/[\s;,+/]+/)
    .filter(word => word !== '');
  if (words.length === 0) return undefined;
  if (words.length === 1 && words[0] === 'all') return [...allPermissions];
  if (words.length === 1 && words[0] === 'none') return [];
  const unknown = words.find(word => !isPermission(word));
  if (unknown !== undefined)
    faults.push(
      `"${unknown.slice(0, 80)}" is no permission. Write create, read, update, delete, all or none.`,
    );
  return allPermissions.filter(permission => words.includes(permission));
}

/** Two lines of one name would be one key and one refusal; whoever wrote them meant something else. */
function withoutDoubles(lines: PartnerLine[]): PartnerLine[] {
  const seen = new Map<string, number>();
  for (const each of lines) {
    const folded = foldKeyName(each.name);
    const before = seen.get(folded);
    if (before !== undefined) each.faults.push(`Line ${before} has the same company.`);
    else if (folded !== '') seen.set(folded, each.line);
  }
  return lines;
}

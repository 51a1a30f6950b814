import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostPartners, type PartnerLine, readPartners } from './index.ts';

function read(text: string): PartnerLine[] {
  const result = readPartners(text);
  if ('fault' in result) throw new Error(result.fault);
  return result.lines;
}

const plain = { description: '', addresses: [], permissions: undefined, faults: [] };

test('a line is a company, with whatever else it has', () => {
  const text = [
    'Acme Corp, mina@acme.example; OLE@acme.example, read create, Storefront',
    '',
    'Zeta',
    '"Baltic, Freight & ""Co""","a@baltic.example b@baltic.example",all',
    'Quiet Ltd,,none',
  ].join('\n');
  expect(read(text)).toEqual([
    {
      ...{ line: 1, name: 'Acme Corp', description: 'Storefront', faults: [] },
      ...{ addresses: ['mina@acme.example', 'ole@acme.example'], permissions: ['create', 'read'] },
    },
    { ...plain, line: 3, name: 'Zeta' },
    {
      ...{ ...plain, line: 4, name: 'Baltic, Freight & "Co"' },
      ...{ addresses: ['a@baltic.example', 'b@baltic.example'] },
      permissions: ['create', 'read', 'update', 'delete'],
    },
    { ...plain, line: 5, name: 'Quiet Ltd', permissions: [] },
  ]);
});

test.each(['\t', ';', ','])('a list whose separator is %j is read, with columns in any order', separator => {
  const rows = [
    ['E-Mail', 'Company', 'Internal no'],
    ['mina@acme.example', 'Acme', '77'],
  ];
  const text = `\ufeff${rows.map(row => row.join(separator)).join('\r\n')}\r\n`;
  expect(read(text)).toEqual([{ ...plain, line: 2, name: 'Acme', addresses: ['mina@acme.example'] }]);
});

test.each([
  ['Acme, nobody', '"nobody" is no e-mail address.'],
  ['Acme,,admin', '"admin" is no permission. Write create, read, update, delete, all or none.'],
  [',mina@acme.example', 'The collaboration key name is empty. Enter up to 80 characters.'],
  ['Acme\nACME', 'Line 1 has the same company.'],
  ['Acme,a@acme.example,read,Shop,too,much', 'There are 6 cells, not 4 at most. Put "…" around commas.'],
])('%j tells its fault at the line', (text, fault) => {
  expect(read(text).at(-1)?.faults).toContain(fault);
});

test.each([
  ['', 'The list has no line. Write one for each company.'],
  [' \n\t\n', 'The list has no line. Write one for each company.'],
  ['company,addresses', 'The list has no line. Write one for each company.'],
  ['Acme\n'.repeat(mostPartners + 1), 'The list has 201 lines. At most 200 are done at once.'],
  ['x'.repeat(300_000), 'The list is longer than 256 kB. Send it in parts.'],
])('a list that cannot be done as a whole says why (%#)', (text, fault) => {
  expect(readPartners(text)).toEqual({ fault });
});

test('a quote that is never closed is a fault, with its line', () => {
  expect(readPartners('Acme\n"Zeta')).toEqual({
    fault: expect.stringMatching(/^The list cannot be read: .*2/),
  });
});

test('no text breaks it, and only what has no fault can be done', () => {
  const part = fc.constantFrom(
    ...'",;\t\n\r\0\u2028 ',
    'Acme',
    'a@b.example',
    'read',
    'company',
    '\ufeff',
    '=1+1',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(part).map(parts => parts.join('')),
      ),
      text => {
        const result = readPartners(text);
        if ('fault' in result) return;
        for (const { name, faults, addresses } of result.lines)
          if (faults.length === 0) {
            expect(name.trim()).not.toBe('');
            expect(addresses.every(address => /^\S+@\S+$/.test(address))).toBe(true);
          }
      },
    ),
  );
});

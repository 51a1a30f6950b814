import { expect, test } from 'vitest';
import { csvRow } from './csv.ts';
import { aNewOrder, seeded, startApi } from './testing.ts';

/** Reads CSV by the letter of RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  for (const line of text.match(/(?:"(?:[^"]|"")*"|[^"\r\n])*\r\n/g) ?? []) {
    const cells = line.slice(0, -2).match(/(?:^|,)(?:"(?:[^"]|"")*"|[^",]*)/g) ?? [];
    rows.push(
      cells.map(cell =>
        cell
          .replace(/^,/, '')
          .replace(/^"([\s\S]*)"$/, '$1')
          .replaceAll('""', '"'),
      ),
    );
  }
  return rows;
}

test('every order is one row of the export, in the order of the list', async () => {
  const { call } = await startApi();
  const answer = await call('GET /orders/export.csv', { environment: 'production' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="orders-production.csv"');
  const [head, ...rows] = parseCsv(answer.text);
  expect(head?.slice(0, 4)).toEqual(['id', 'number', 'createdAt', 'status']);
  expect(rows).toHaveLength(60);
  expect(rows.every(row => row.length === head?.length)).toBe(true);
  expect(rows[0]?.slice(0, 2)).toEqual([seeded.order, 'SO-20477']);
  expect(rows[0]?.[7]).toBe('96.90');
});

test('texts with quotes, commas and line breaks come out as they went in', async () => {
  const { call } = await startApi();
  const note = 'He said "now",\r\nthen left; 5 €';
  await call('POST /orders', { body: { ...aNewOrder, note, reference: ',' } });
  const rows = parseCsv((await call('GET /orders/export.csv')).text);
  expect(rows).toHaveLength(26);
  expect(rows[1]?.slice(-2)).toEqual([',', note]);
});

test('the export takes the filters of the list', async () => {
  const { call } = await startApi();
  const rows = parseCsv((await call('GET /orders/export.csv?status=draft&status=paid')).text).slice(1);
  expect(new Set(rows.map(row => row[3]))).toEqual(new Set(['draft', 'paid']));
  expect((await call('GET /orders/export.csv?status=x')).status).toBe(400);
});

test.each(['=1+1', '+49 30', '-2', '@x', '\t=1', '\r=1', ' =1', '＝1'])(
  '%j is no formula in a spreadsheet',
  cell => {
    expect(csvRow([cell]).replace(/^"/, '').startsWith("'")).toBe(true);
  },
);

test('an ordinary text is left as it is', () => {
  expect(csvRow(['a=b', 'x-y', '', '0'])).toBe('a=b,x-y,,0\r\n');
});

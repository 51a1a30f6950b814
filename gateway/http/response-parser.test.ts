import { expect, test } from 'vitest';
import { ResponseParser } from './response-parser.ts';

/** What a parser makes of the answer to a request with this method, read by read, then an end where `ends`. */
function parse(reads: readonly string[], { method = 'GET', ends = false } = {}) {
  const told: unknown[] = [];
  let body = '';
  const parser = new ResponseParser({
    onResponse: ({ status, keepAlive }) => told.push(`${status} ${keepAlive ? 'kept' : 'ends'}`),
    onBody: piece => {
      body += piece.toString('latin1');
    },
    onResponseEnd: () => told.push(body),
  });
  parser.expect(method);
  let behind = 0;
  for (const read of reads) {
    const bytes = Buffer.from(read, 'latin1');
    const taken = parser.feed(bytes);
    if (taken < 0) {
      parser.free();
      return [...told, 'refused'];
    }
    behind += bytes.length - taken;
  }
  if (ends) told.push(parser.finish() ? 'whole' : 'cut');
  parser.free();
  return behind === 0 ? told : [...told, `${behind} behind`];
}

const head = (...fields: string[]) =>
  `HTTP/1.1 200 OK\r\n${fields.map(field => `${field}\r\n`).join('')}\r\n`;

const answers: readonly [string, string, unknown[], { method?: string; ends?: boolean }?][] = [
  ['a length', `${head('Content-Length: 3')}abc`, ['200 kept', 'abc']],
  ['no length but zero', head('Content-Length: 0'), ['200 kept', '']],
  ['chunks', `${head('Transfer-Encoding: chunked')}2\r\nab\r\n1\r\nc\r\n0\r\n\r\n`, ['200 kept', 'abc']],
  ['the end of the connection', `${head()}abc`, ['200 ends', 'abc', 'whole'], { ends: true }],
  ['an end before its length', `${head('Content-Length: 3')}ab`, ['200 kept', 'cut'], { ends: true }],
  [
    'an end within its chunks',
    `${head('Transfer-Encoding: chunked')}2\r\na`,
    ['200 kept', 'cut'],
    { ends: true },
  ],
  ['HEAD', head('Content-Length: 3'), ['200 kept', ''], { method: 'HEAD' }],
  ['204', 'HTTP/1.1 204 No\r\n\r\n', ['204 kept', '']],
  [
    '304 with the length of what it stands for',
    'HTTP/1.1 304 No\r\nContent-Length: 3\r\n\r\n',
    ['304 ends', ''],
  ],
  ['hints before it', `HTTP/1.1 103 H\r\nLink: x\r\n\r\n${head('Content-Length: 1')}a`, ['200 kept', 'a']],
  ['100 before it', `HTTP/1.1 100 C\r\n\r\n${head('Content-Length: 1')}a`, ['200 kept', 'a']],
  ['Connection: close', `${head('Connection: close', 'Content-Length: 1')}a`, ['200 ends', 'a']],
  ['Connection: close\\t', `${head('Connection: x, close\t', 'Content-Length: 1')}a`, ['200 ends', 'a']],
];

test.each(answers)('an answer ended by %s, however its bytes are cut', (...[, text, told, how]) => {
  expect(parse([text], how)).toEqual(told);
  expect(parse([...text], how)).toEqual(told);
});

test('what comes behind an answer is no part of it', () => {
  expect(parse([`${head('Content-Length: 1')}ab`])).toEqual(['200 kept', 'a', '1 behind']);
  expect(parse([`${head('Content-Length: 1')}a${head('Content-Length: 0')}`]).at(-1)).toMatch(/behind$/);
});

test.each([
  ['another protocol', 'HTTP/1.1 101 S\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'],
  ['a coding that was not asked for', `${head('Transfer-Encoding: gzip, chunked')}0\r\n\r\n`],
  ['chunks of HTTP/1.0', 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['a length and chunks', `${head('Content-Length: 1', 'Transfer-Encoding: chunked')}0\r\n\r\n`],
  ['two lengths', head('Content-Length: 1', 'Content-Length: 2')],
  ['a head without an end', `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(17_000)}`],
  ['no HTTP', 'hello'],
])('%s is no answer', (_, text) => {
  expect(parse([text]).at(-1)).toBe('refused');
});

test('a head may be as long as node and undici let it be, in one read or in many, and no longer', () => {
  const long = (bytes: number) => `${head(`X-Long: ${'a'.repeat(bytes)}`, 'Content-Length: 2')}ok`;
  const pieces = (text: string) => text.match(/[\s\S]{1,1000}/g) ?? [];
  for (const reads of [[long(15 * 1024)], pieces(long(15 * 1024))])
    expect(parse(reads)).toEqual(['200 kept', 'ok']);
  for (const reads of [[long(17 * 1024)], pieces(long(17 * 1024))]) expect(parse(reads)).toEqual(['refused']);
});

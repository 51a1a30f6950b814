import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ParsedRequest, RequestParser } from './request-parser.ts';

/** What a parser makes of these reads, and what it says where it stops. */
function parse(reads: readonly string[], maxHeadBytes = 32 * 1024) {
  const told: unknown[] = [];
  let body = '';
  const parser = new RequestParser(
    {
      onRequest: (request: ParsedRequest) =>
        told.push(Object.assign(request, { rawHeaders: request.fields.list() })),
      onBody: piece => {
        body += piece.toString('latin1');
      },
      onRequestEnd: () => {
        told.push(body);
        body = '';
      },
    },
    maxHeadBytes,
  );
  let isRefused = false;
  for (const read of reads) {
    let rest = Buffer.from(read, 'latin1');
    while (rest.length > 0 && !isRefused) {
      const taken = parser.feed(rest);
      if (taken < 0) isRefused = true;
      else rest = rest.subarray(taken);
    }
  }
  const { fault } = parser;
  parser.free();
  return { told, rest: body, fault: isRefused ? fault : undefined };
}

const requests = [
  'GET /a?b=c HTTP/1.1\r\nHost: a\r\nX-Empty:\r\nX-Blank: \t \r\nX-Trail: v \t\r\n\r\n',
  'POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello',
  'POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nX-Trailer: t\r\n\r\n',
  'PUT /d HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n',
  'GET /e HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
];

test('requests one behind the other are told one by one, with their bodies and without blanks around values', () => {
  const { told, fault } = parse([requests.join('')]);
  expect(fault).toBeUndefined();
  expect(told).toMatchObject([
    {
      method: 'GET',
      target: '/a?b=c',
      rawHeaders: ['Host', 'a', 'X-Empty', '', 'X-Blank', '', 'X-Trail', 'v'],
      hasBody: false,
      last: false,
    },
    '',
    { method: 'POST', hasBody: true },
    'hello',
    { method: 'POST', hasBody: true, last: false, rawHeaders: ['Host', 'a', 'Transfer-Encoding', 'chunked'] },
    'hello!',
    { method: 'PUT', hasBody: false },
    '',
    { method: 'GET', last: true },
    '',
  ]);
});

test('however the bytes are cut, they mean the same', () => {
  const text = requests.join('');
  const whole = parse([text]);
  for (let cut = 1; cut < text.length; cut++)
    expect(parse([text.slice(0, cut), text.slice(cut)])).toEqual(whole);
  expect(parse([...text])).toEqual(whole);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), cuts => {
      const at = [0, ...cuts.sort((a, b) => a - b), text.length];
      const reads = at.slice(1).map((to, i) => text.slice(at[i], to));
      expect(parse(reads)).toEqual(whole);
    }),
  );
});

test.each([
  ['a head without an end', `GET / HTTP/1.1\r\nX: ${'y'.repeat(500)}`, 'headers_too_large'],
  ['a head of blanks', `GET / HTTP/1.1\r\nX: ${' '.repeat(500)}`, 'headers_too_large'],
  ['a head that is whole', `GET / HTTP/1.1\r\nX: ${'y'.repeat(500)}\r\n\r\n`, 'headers_too_large'],
  ['a target without an end', `GET /${'y'.repeat(500)}`, 'uri_too_long'],
  ['a target that is whole', `GET /${'y'.repeat(500)} HTTP/1.1\r\n\r\n`, 'uri_too_long'],
])('%s is refused at its limit, in one read or in many', (_, text, code) => {
  expect(parse([text], 300).fault).toEqual({ code });
  expect(parse([...text], 300).fault).toEqual({ code });
});

test('extensions of a chunk and trailers have the limit of a head', () => {
  const head = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';
  const chunk = `1;${'x'.repeat(200)}\r\na\r\n`;
  expect(parse([head, chunk.repeat(10), '0\r\n\r\n'], 300).fault).toBeUndefined();
  const large = `1;${'x'.repeat(400)}\r\na\r\n`;
  expect(parse([head, large], 300).fault).toEqual({ code: 'request_malformed' });
  expect(parse([head, ...large], 300).fault).toEqual({ code: 'request_malformed' });
  const trailers = `0\r\n${'X: y\r\n'.repeat(100)}\r\n`;
  expect(parse([head, trailers, 'GET / HTTP/1.1\r\n'], 300).told).toHaveLength(2);
});

test.each(['Connection: close\t', 'connection: x'])(
  'behind a trailer %j nothing is read, however it is cut',
  trailer => {
    const text = `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX: y\r\n${trailer}\r\n\r\n`;
    for (let cut = 1; cut < text.length; cut++)
      expect(parse([text.slice(0, cut), text.slice(cut)]).told).toMatchObject([
        { method: 'POST', last: true },
        'a',
      ]);
    expect(parse([...text]).told).toMatchObject([{ last: true }, 'a']);
  },
);

test('a method that nobody knows is named, and nothing behind a request that ends its connection is one', () => {
  expect(parse(['BREW /pot HTTP/1.1\r\n\r\n']).fault).toEqual({ code: 'method_not_allowed', method: 'BREW' });
  const { told, fault } = parse(['GET / HTTP/1.0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n']);
  expect([told.length, fault]).toEqual([2, { code: 'request_malformed' }]);
});

test('a head may be as long as is said, in one read or in many, and no longer', () => {
  const long = (bytes: number) => `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(bytes)}\r\n\r\n`;
  const pieces = (text: string) => text.match(/[\s\S]{1,1000}/g) ?? [];
  for (const reads of [[long(31 * 1024)], pieces(long(31 * 1024))])
    expect(parse(reads).fault).toBeUndefined();
  for (const reads of [[long(33 * 1024)], pieces(long(33 * 1024))])
    expect(parse(reads).fault).toEqual({ code: 'headers_too_large' });
});

test('a head means the same in one piece and cut at every byte', () => {
  const text =
    'POST /b?c HTTP/1.1\r\nHost: a\r\nX-Tight:v\r\nX-Wide: \t v \t\r\nX-Empty:\r\nX-Api-Key: k\r\nContent-Length: 2\r\n\r\nok';
  const whole = parse([text]);
  expect(whole.told).toHaveLength(2);
  for (let cut = 1; cut < text.length; cut++)
    expect(parse([text.slice(0, cut), text.slice(cut)])).toEqual(whole);
  expect(parse([...text])).toEqual(whole);
});

test('parsers by the thousand make the memory of all grow, and still mean the same', () => {
  const sink = { onRequest() {}, onBody() {}, onRequestEnd() {} };
  const first = parse([requests.join('')]);
  const many = Array.from({ length: 20_000 }, () => new RequestParser(sink, 1_000));
  expect(parse([requests.join('')])).toEqual(first);
  for (const parser of many) parser.free();
  expect(parse([requests.join('')])).toEqual(first);
});

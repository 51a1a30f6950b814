import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kind, kindOf, stopsDownwards, stopsUpwards } from './field-kinds.ts';
import { Fields, linesOf, listOf } from './fields.ts';

const known = [
  ...[
    'Host',
    'Content-Length',
    'transfer-encoding',
    'EXPECT',
    'Connection',
    'Keep-Alive',
    'Proxy-Connection',
  ],
  ...['Proxy-Authenticate', 'Proxy-Authorization', 'TE', 'Trailer', 'Upgrade', 'X-Api-Key', 'Authorization'],
  ...['X-Console-Assertion', 'X-Request-Id', 'X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Host'],
  ...['traceparent', 'tracestate', 'X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'],
  ...['X-Real-IP', 'Forwarded', 'Origin', 'User-Agent', 'Content-Type', 'Date', 'X-Forwarded-Prefix'],
  ...['X-Collaboration-Key', 'Access-Control-Allow-Origin'],
];
const ordinary = [
  'Accept',
  'Cookie',
  'X-Collaboration',
  'X-Forwarded',
  'Dato',
  'Hosts',
  'X-Api-Keys',
  'ETag',
  'x',
];
const kindOfName = (name: string) => kindOf(name, 0, name.length);

test('every name is known in any case and wherever it stands in a text, and nothing but it', () => {
  for (const name of known) {
    expect(kindOfName(name), name).not.toBe(kind.other);
    expect(kindOfName(name.toUpperCase())).toBe(kindOfName(name.toLowerCase()));
    expect(kindOf(`a: b\r\n${name}: c`, 6, 6 + name.length)).toBe(kindOfName(name));
  }
  for (const name of ordinary) expect(kindOfName(name), name).toBe(kind.other);
});

test('spelled with an underscore a name stops on its way up if it would otherwise, and stands for nothing', () => {
  for (const name of known.filter(each => each.includes('-'))) {
    const spelled = kindOfName(name.replaceAll('-', '_'));
    expect(spelled, name).toBe(stopsUpwards[kindOfName(name)] ? kind.ours : kind.other);
    expect(stopsDownwards[spelled]).toBe(false);
  }
});

const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,20}$/);
const name = fc.oneof(fc.constantFrom(...known, ...ordinary), token);
const value = fc.stringMatching(/^(?:[!-~\u00a1-\u00ff][ -~]{0,30}[!-~])?$/);
const list = fc.array(fc.tuple(name, value), { maxLength: 12 });

test('what is read from a list is the list, and any choice of kinds leaves out just those', () => {
  fc.assert(
    fc.property(list, fc.array(fc.boolean(), { minLength: 23, maxLength: 23 }), (pairs, stops) => {
      const fields = Fields.of(pairs.flat());
      expect(fields.list()).toEqual(pairs.flat());
      expect(fields.count).toBe(pairs.length);
      expect(fields.bytes).toBe(pairs.flat().reduce((sum, text) => sum + text.length + 2, 0));
      const kept = pairs.filter(([each]) => !stops[kindOfName(each)]);
      expect(fields.linesWithout(stops)).toBe(linesOf(kept.flat()));
      expect(listOf(fields.linesWithout(stops))).toEqual(kept.flat());
      for (const [each] of pairs) {
        const of = kindOfName(each);
        const values = pairs.filter(([other]) => kindOfName(other) === of).map(([, text]) => text);
        expect(fields.all(of)).toEqual(values);
        expect(fields.first(of)).toBe(values[0]);
        expect(fields.named(each.toLowerCase())).toEqual(
          pairs.filter(([other]) => other.toLowerCase() === each.toLowerCase()).map(([, text]) => text),
        );
      }
    }),
  );
});

test('lines that are not written as we write them are written anew', () => {
  const text = 'A:1\r\nB: 2 \t\r\nC:  3\r\nD: 4\r\nE: 5\nF: 6\r\n';
  const fields = new Fields(text, [
    ...[0, 1, 2, 3, 5, 6, 8, 11, 13, 14, 17, 18],
    ...[20, 21, 23, 24, 26, 27, 29, 30, 31, 32, 34, 35],
  ]);
  expect(fields.list()).toEqual(['A', '1', 'B', '2', 'C', '3', 'D', '4', 'E', '5', 'F', '6']);
  expect(fields.linesWithout([])).toBe('A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5\r\nF: 6\r\n');
});

test.each<[string, number | undefined]>([
  ['0', 0],
  ['20480', 20_480],
  ['', Number.NaN],
  ['+3', Number.NaN],
  ['3, 3', Number.NaN],
  ['0x3', Number.NaN],
])('a length of %j is %s', (text, length) => {
  expect(Fields.of(['Content-Length', text]).contentLength).toBe(length);
  expect(Fields.of(['Accept', text]).contentLength).toBeUndefined();
});

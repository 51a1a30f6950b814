import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitWords } from './command-text.ts';

test.each([
  ['toggle acme production', ['toggle', 'acme', 'production']],
  ['toggle “Acme Corp” sandbox', ['toggle', 'Acme Corp', 'sandbox']],
  ["off O'Brien sandbox", ['off', "O'Brien", 'sandbox']],
  ['off O’Brien sandbox', ['off', "O'Brien", 'sandbox']],
  ['invite acme <mailto:a@x.io|a@x.io>', ['invite', 'acme', 'a@x.io']],
  ['invite acme <mailto:a@x.io|a@x.io>, b@x.io', ['invite', 'acme', 'a@x.io,', 'b@x.io']],
  [
    'permissions acme production +read —delete –create',
    ['permissions', 'acme', 'production', '+read', '-delete', '-create'],
  ],
  ['show “Acme &lt;!channel&gt;”', ['show', 'Acme <!channel>']],
  ['list R&amp;D', ['list', 'R&D']],
  ['list &amp;lt;', ['list', '&lt;']],
  ['x <@U1|kim>', ['x', '@U1']],
  ['   ', []],
])('%s', (text, words) => {
  expect(splitWords(text)).toEqual({ ok: true, words });
});

test('a missing closing quote is said', () => {
  expect(splitWords('off "Acme sandbox')).toMatchObject({
    ok: false,
    fault: expect.stringContaining('closing'),
  });
});

test('any text is split without hanging or throwing', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => 'ok' in splitWords(text)));
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateInWords, readMrkdwn } from './page/mrkdwn.js';

const text = (words: string) => ({ kind: 'text', text: words });

describe('mrkdwn', () => {
  it.each([
    ['plain &lt;b&gt; &amp;amp;', [text('plain <b> &amp;')]],
    [
      '*bold* and _it_ and ~no~',
      [
        { kind: 'bold', parts: [text('bold')] },
        text(' and '),
        { kind: 'italic', parts: [text('it')] },
        text(' and '),
        { kind: 'strike', parts: [text('no')] },
      ],
    ],
    [
      '*both _at once_*',
      [{ kind: 'bold', parts: [text('both '), { kind: 'italic', parts: [text('at once')] }] }],
    ],
    ['snake_case_name 2*3*4 * a *', [text('snake_case_name 2*3*4 * a *')]],
    ['`a *b* &lt;`', [{ kind: 'code', text: 'a *b* <' }]],
    ['```\nGET /x\n```', [{ kind: 'pre', text: 'GET /x' }]],
    ['<https://x.io/?a=1&amp;b=2|Open>', [{ kind: 'link', url: 'https://x.io/?a=1&b=2', text: 'Open' }]],
    [
      'see http://127.0.0.1:3000/apis.',
      [
        text('see '),
        { kind: 'link', url: 'http://127.0.0.1:3000/apis', text: 'http://127.0.0.1:3000/apis' },
        text('.'),
      ],
    ],
    ['<mailto:a@b.c|a@b.c>', [{ kind: 'link', url: 'mailto:a@b.c', text: 'a@b.c' }]],
    ['<javascript:alert(1)|Open>', [text('Open')]],
    [
      '<@U0KIM|kim> <#C1|ops> <!channel>',
      [
        { kind: 'mention', text: '@kim' },
        text(' '),
        { kind: 'mention', text: '#ops' },
        text(' '),
        { kind: 'mention', text: '@channel' },
      ],
    ],
    [
      '<!date^1795600000^{date_num} {time}|then>',
      [{ kind: 'date', seconds: 1795600000, format: '{date_num} {time}', fallback: 'then' }],
    ],
    [
      'said\n&gt; one\n&gt; two\nand',
      [text('said'), { kind: 'quote', parts: [text('one\ntwo')] }, text('and')],
    ],
  ])('%s', (source, pieces) => {
    expect(readMrkdwn(source)).toEqual(pieces);
  });

  it('never gives an address that a browser would run, and never fails', () => {
    const parts = fc.constantFrom(
      '<',
      '>',
      '|',
      '*',
      '_',
      '~',
      '`',
      '```',
      '&gt;',
      '\n',
      'a',
      ' ',
      'javascript:',
      'https://x',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), words => {
        for (const piece of readMrkdwn(words.join('')))
          if (piece.kind === 'link') expect(piece.url).toMatch(/^(https?:|mailto:)/);
      }),
    );
  });
});

describe('a date', () => {
  const reader = { locale: 'en-GB', timeZone: 'UTC', now: new Date('2026-11-27T12:00:00Z') };
  const inWords = (format: string, at: string) =>
    dateInWords({ seconds: Date.parse(at) / 1000, format, fallback: 'then' }, reader);

  it('is written in the zone and language of who reads, near days by name', () => {
    expect(inWords('{date_short_pretty} {time}', '2026-11-27T16:40:00Z')).toBe('today 16:40');
    expect(inWords('{date_short_pretty}', '2026-11-26T00:00:00Z')).toBe('yesterday');
    expect(inWords('until {date_pretty}', '2026-11-28T23:59:59Z')).toBe('until tomorrow');
    expect(inWords('{date_short}, {time_secs}', '2026-11-01T09:05:01Z')).toBe('1 Nov 2026, 09:05:01');
    expect(inWords('{date_long} {nonsense}', '2026-11-01T09:05:00Z')).toMatch(
      /^Sunday,? 1 November 2026 \{nonsense\}$/,
    );
  });

  it('that is none is what the app wrote beside it', () => {
    expect(dateInWords({ seconds: 1e15, format: '{time}', fallback: 'then' }, reader)).toBe('then');
  });
});

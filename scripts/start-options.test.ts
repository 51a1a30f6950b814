import { describe, expect, it } from 'vitest';
import { readOptions } from './start-options.mjs';

describe('what may be said after npm start --', () => {
  it('is off unless said', () => {
    const off = { fresh: false, yes: false, verbose: false, dev: false, help: false };
    expect(readOptions([])).toEqual(off);
    expect(readOptions(['--verbose', '--fresh'])).toEqual({ ...off, verbose: true, fresh: true });
  });

  it.each([
    [['--frsh'], '--frsh'],
    [['fresh'], 'fresh'],
    [['--fresh=1'], '--fresh'],
  ])('%j is refused with all that there is', (args, word) => {
    expect(() => readOptions(args)).toThrow(`npm start does not know "${word}`);
    expect(() => readOptions(args)).toThrow('--verbose');
  });
});

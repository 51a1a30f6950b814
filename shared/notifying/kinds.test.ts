import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kindNames, kindOf } from './index.ts';
import { effectiveRule, isHeard } from './rule.ts';

const told = {
  endpoint: 'Orders API',
  keyName: 'Acme Corp',
  environment: 'production',
  who: 'kim@harbor.example',
} as const;

describe.each(kindNames)('%s', name => {
  const { words, sample } = kindOf(name);

  test('says what happened, what it means and what to do, in whole sentences', () => {
    const { title, text, next } = words({ ...told, facts: sample });
    for (const part of [title, text, next]) {
      expect(part.length).toBeGreaterThan(10);
      expect(part).not.toMatch(/undefined|null|NaN|\[object|Invalid Date/);
    }
    expect(text.trim()).toMatch(/[.]$|mailbox$/);
    expect(next).toMatch(/\.$/);
  });

  test('can be read whatever a newer or older version stored', () => {
    const fact = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()), fc.constant(null));
    const facts = fc.dictionary(
      fc.constantFrom(...Object.keys({ ...sample, before: 0, for: 0, keep: 0 })),
      fact,
    );
    fc.assert(
      fc.property(facts, some => {
        const { environment: _environment, who: _who, ...bare } = told;
        return words({ ...bare, facts: some }).title.length > 0;
      }),
      { numRuns: 50 },
    );
  });
});

test('a switch that reaches its target already is told nobody; one that ends a pause is', () => {
  const when = kindOf('key_switched').changes?.when;
  const change = (before: Record<string, boolean>, after: Record<string, boolean>) =>
    when?.({ action: 'key.switched', before, after });
  expect(change({ active: false }, { active: false })).toBe(false);
  expect(change({ active: true }, { active: false })).toBe(true);
  expect(change({ active: false, paused: true }, { active: false, paused: false })).toBe(true);
});

test('what was not chosen follows from the kind, and what has neither way is not heard', () => {
  expect(effectiveRule('key_switched', undefined)).toEqual({
    assigned: true,
    on: true,
    mail: true,
    portal: true,
  });
  expect(effectiveRule('error_rate', undefined)).toMatchObject({ assigned: false, threshold: 5 });
  const rule = effectiveRule('key_switched', { mail: false, portal: false });
  expect(isHeard(rule)).toBe(false);
});

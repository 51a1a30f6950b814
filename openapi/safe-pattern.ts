import { RE2JS } from 're2js';

/** What a schema's pattern is asked. */
export type SafePattern = { test(text: string): boolean };

const maxPatternLength = 2_000;

/**
 * A schema's regular expression in RE2, whose time grows with the text and never explodes, whatever the pattern
 * (https://github.com/google/re2/wiki/WhyRE2). @returns undefined for what RE2 does not know (lookarounds, back
 * references, counts above 1,000): such a pattern is not checked
 */
export function safePattern(pattern: string): SafePattern | undefined {
  if (pattern.length > maxPatternLength) return undefined;
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return { test: text => compiled.matcher(text).find() };
  } catch {
    return undefined;
  }
}

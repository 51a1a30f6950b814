import { expect, test } from 'vitest';
import { previewMails } from './previews.ts';
import { mailKinds } from './render.ts';

const previews = previewMails('https://portal.example');

test('every kind of mail that the outbox knows can be looked at', () => {
  const shown = new Set(previews.map(({ kind }) => kind));
  expect(mailKinds.filter(kind => !shown.has(kind))).toEqual([]);
});

test.each(previews.map(({ name, mail }) => [name, mail] as const))(
  '%s has one button whose address stands in the text too, and nothing that has to be loaded',
  (_, { subject, text, html }) => {
    expect(subject).not.toBe('');
    const buttons = [...html.matchAll(/class="button" href="([^"]+)"/g)].map(([, href]) => href);
    expect(buttons).toHaveLength(1);
    expect(text).toContain(buttons[0]);
    expect(html).not.toMatch(/<img|<script|<link|url\(/i);
    expect(html).toContain('prefers-color-scheme: dark');
  },
);

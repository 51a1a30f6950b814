import { expect, test } from 'vitest';
import { signInMail } from './sign-in-mail.ts';

test('text and HTML carry the same link, escaped where it must be', () => {
  const url = 'https://portal.example/sign-in/confirm?token=a&next=%2F';
  const mail = signInMail({ to: 'mina@acme.example', url, minutes: 10 });
  expect(mail.text).toContain(`\n${url}\n`);
  expect(mail.html).toContain('token=a&amp;next=%2F"');
  expect(mail.text).toContain('for 10 minutes');
});

test('an address cannot become markup', () => {
  const mail = signInMail({ to: '"<script>"@x.example', url: 'https://x.example', minutes: 5 });
  expect(mail.html).not.toContain('<script>');
});

import { escapeHtml } from './escape-html.ts';
import type { Mail } from './mail.ts';

/** The mail with a sign-in link. `minutes` is how long the link works. */
export function signInMail({ to, url, minutes }: { to: string; url: string; minutes: number }): Mail {
  const subject = 'Your sign-in link for Collaboration Keys';
  const valid = `It works once, for ${minutes} minutes.`;
  const ignore = 'If you did not ask for it, ignore this mail: nothing happens without the link.';
  return {
    to,
    subject,
    text: `Sign in to Collaboration Keys with this link. ${valid}\n\n${url}\n\n${ignore}\n`,
    html: page(
      subject,
      `<p style="margin:0 0 16px">Sign in to Collaboration Keys as <strong>${escapeHtml(to)}</strong>. ${valid}</p>
<p style="margin:0 0 24px"><a href="${escapeHtml(url)}" style="${button}">Sign in</a></p>
<p style="margin:0;color:#636B77;font-size:13px">${ignore}</p>`,
    ),
  };
}

const button =
  'display:inline-block;background:#15181E;color:#FFFFFF;padding:10px 16px;border-radius:6px;text-decoration:none;font-weight:600';

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;background:#F6F7F8;color:#15181E;font:15px/22px system-ui,sans-serif">
<div style="max-width:560px;margin:24px auto;padding:24px;background:#FFFFFF;border:1px solid #E0E3E8;border-radius:8px">
${content}
</div></body></html>
`;
}

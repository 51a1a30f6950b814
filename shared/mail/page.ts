import { escapeHtml } from './escape-html.ts';

/** Colours are ours in light mode; in dark mode those of the reader's own program, which keeps contrast. */
const dark = `@media (prefers-color-scheme: dark) {
body, .page { background: #101216 !important; color: #E8EAEE !important }
.card { background: #181B21 !important; border-color: #2B2F38 !important }
.button { background: #F2F3F5 !important; color: #15181E !important }
.muted { color: #9AA2AF !important }
td { border-color: #2B2F38 !important }
}`;

const buttonStyle =
  'display:inline-block;background:#15181E;color:#FFFFFF;padding:12px 20px;border-radius:6px;text-decoration:none;font-weight:600';

/** A whole mail in HTML: one column, readable without images and without styles. */
export function mailPage(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title><style>${dark}</style></head>
<body class="page" style="margin:0;background:#F6F7F8;color:#15181E;font:15px/22px system-ui,sans-serif">
<div class="card" style="max-width:496px;margin:24px auto;padding:32px;background:#FFFFFF;border:1px solid #E0E3E8;border-radius:8px">
<p style="margin:0 0 24px;font-weight:600">Collaboration Keys</p>
${content}
</div></body></html>
`;
}

export function heading(text: string): string {
  return `<h1 style="margin:0 0 8px;font-size:22px;line-height:30px">${escapeHtml(text)}</h1>`;
}

export function paragraph(text: string): string {
  return `<p style="margin:0 0 24px">${escapeHtml(text)}</p>`;
}

export function small(text: string): string {
  return `<p class="muted" style="margin:0 0 8px;color:#636B77;font-size:13px;line-height:20px">${escapeHtml(text)}</p>`;
}

/** The one button, and its address for who cannot press it. */
export function button(label: string, url: string): string {
  const href = escapeHtml(url);
  return `<p style="margin:0 0 24px"><a class="button" href="${href}" style="${buttonStyle}">${escapeHtml(label)}</a></p>
${small('If the button does not work, copy this address:')}
<p style="margin:0 0 24px;font:13px/20px ui-monospace,monospace;word-break:break-all">${href}</p>`;
}

export function facts(rows: readonly (readonly [label: string, value: string])[]): string {
  const cell = 'padding:10px 16px 10px 0;border-top:1px solid #E0E3E8;vertical-align:top';
  const lines = rows.map(
    ([label, value]) =>
      `<tr><td class="muted" style="${cell};color:#636B77;white-space:nowrap">${escapeHtml(label)}</td><td style="${cell}">${escapeHtml(value)}</td></tr>`,
  );
  return `<table role="presentation" style="width:100%;border-collapse:collapse;margin:0 0 24px">${lines.join('')}</table>`;
}

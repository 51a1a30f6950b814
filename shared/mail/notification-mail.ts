import type { NotificationView } from '../notifications/index.ts';
import type { Mail } from './mail.ts';
import { oneLine } from './one-line.ts';
import { button, facts, heading, mailPage, paragraph, small } from './page.ts';

type Notified = Pick<NotificationView, 'title' | 'text' | 'next' | 'endpoint' | 'keyName' | 'label'> & {
  to: string;
  url: string;
  settingsUrl: string;
};

/** What happened, what to do, and one button to the row. No key is ever in it. */
export function notificationMail({ to, url, settingsUrl, ...told }: Notified): Mail {
  const [title, text, next, endpoint, keyName] = [
    told.title,
    told.text,
    told.next,
    told.endpoint,
    told.keyName,
  ].map(oneLine) as [string, string, string, string, string];
  const rows: [string, string][] = [
    ['Endpoint', endpoint],
    ['Key', keyName],
  ];
  const why = `You get this because "${told.label}" is assigned to you for ${keyName}. Change it: ${settingsUrl}`;
  return {
    to,
    subject: `${title} · ${endpoint}`,
    text: `${title}\n\n${text}\n\nWhat to do: ${next}\n\n${rows.map(([label, value]) => `${label.padEnd(10)}${value}`).join('\n')}\n\nLook at it:\n${url}\n\n-- \n${why}\n`,
    html: mailPage(
      title,
      [
        heading(title),
        paragraph(text),
        paragraph(next),
        facts(rows),
        button('Look at it', url),
        small(why),
      ].join('\n'),
    ),
  };
}

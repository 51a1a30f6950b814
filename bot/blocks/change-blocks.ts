import { activityInWords, changesInWords } from '@ck/shared/activity-words';
import type { AuditEventView } from '@ck/shared/audit';
import { environmentLabels } from '@ck/shared/endpoints';
import { receiptInWords } from '@ck/shared/receipt';
import { type Answer, context, section } from './blocks.ts';
import { cut, dateTime, escapeMrkdwn } from './text.ts';

/** One change, in the words of the activity, with its receipt. */
export function changeAnswer(
  event: AuditEventView & { keyId?: string },
  { slug, name }: { slug: string; name: string },
  portal: string,
): Answer {
  const { who, at, environment, keyName, keyId, receipt } = event;
  const what = activityInWords(event);
  const place = environment === undefined ? '' : ` · ${environmentLabels[environment]}`;
  const about = keyName ?? name;
  const page =
    keyId === undefined ? `${portal}/apis/${slug}/activity` : `${portal}/apis/${slug}/keys/${keyId}`;
  const changes = changesInWords(event);
  const line = `*<${page}|${escapeMrkdwn(about)}>*${place}: ${escapeMrkdwn(what)}${changes === '' ? '' : ` (${escapeMrkdwn(cut(changes, 300))})`}`;
  const holds = receipt === undefined ? '' : ` · ${receiptInWords(receipt)}`;
  return {
    text: `${about}${place}: ${what}`,
    blocks: [section(line), context(`${escapeMrkdwn(who)}, ${dateTime(at)}${holds}`)],
  };
}

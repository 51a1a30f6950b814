import { environmentLabels } from '@ck/shared/endpoints';
import type { RequestView } from '@ck/shared/requests';
import { requestStatuses, wishInWords } from '@ck/shared/wish-words';
import type { Button, KnownBlock } from '@slack/types';
import { actions, context, section } from './blocks.ts';
import { actButton, confirmDialog, linkButton } from './buttons.ts';
import { count, cut, dateTime, escapeMrkdwn, percent } from './text.ts';

type Endpoint = { slug: string; name: string; version: number };

/** Who asks for what, with the evidence; the buttons as long as nobody has decided, then who did. */
export function requestBlocks(request: RequestView, endpoint: Endpoint, portal: string): KnownBlock[] {
  const { askedBy, keyName, wish, note, status } = request;
  const head = `*${escapeMrkdwn(keyName)} asks: ${wishInWords(wish)}*\n${escapeMrkdwn(endpoint.name)} · ${escapeMrkdwn(askedBy.email)}, ${dateTime(request.askedAt)}`;
  return [
    section(head),
    ...(note === '' ? [] : [section(quote(note))]),
    context(evidenceLine(request)),
    ...(status === 'pending'
      ? actions(...decisionButtons(request, endpoint, portal))
      : [section(decisionLine(request)), ...actions(openButton(request, endpoint, portal))]),
  ];
}

/** What notifications and screen readers use. */
export const requestText = ({ keyName, wish, status }: RequestView): string =>
  `${keyName} asks: ${wishInWords(wish)}${status === 'pending' ? '' : ` (${requestStatuses[status]})`}`;

const quote = (note: string) =>
  escapeMrkdwn(cut(note, 500))
    .split('\n')
    .map(line => `> ${line}`)
    .join('\n');

function evidenceLine({ evidence }: RequestView): string {
  const { environment, calls, succeeded, operations, lastError } = evidence;
  const place = environmentLabels[environment];
  if (calls === 0) return `No call in ${place} in the 7 days before.`;
  const last =
    lastError === undefined
      ? 'no call failed'
      : `last error ${lastError.status} ${lastError.method} \`${escapeMrkdwn(cut(lastError.path, 80))}\``;
  return `7 days in ${place}: ${count(calls, 'call')}, ${percent(succeeded, calls)} successful, ${count(operations.length, 'operation')} · ${last}`;
}

function decisionButtons(request: RequestView, endpoint: Endpoint, portal: string): (Button | undefined)[] {
  const { id, wish } = request;
  const isDeployment = wish.kind === 'production';
  const label = isDeployment ? 'Approve and deploy' : 'Approve';
  const confirm = confirmDialog({
    title: isDeployment ? `Deploy ${endpoint.name} to Production?` : `Allow ${wishInWords(wish)}?`,
    text: isDeployment
      ? 'What the sandbox has now is what every partner calls in Production.'
      : `${request.keyName} can do it as soon as every gateway knows.`,
    confirm: label,
    deny: 'Not yet',
  });
  const act = { do: 'approve' as const, requestId: id, ...(isDeployment && { version: endpoint.version }) };
  return [
    actButton(label, act, { style: 'primary', confirm }),
    actButton('Decline', { do: 'form', call: { form: 'decline', requestId: id } }),
    openButton(request, endpoint, portal),
  ];
}

function openButton({ id }: RequestView, { slug }: Endpoint, portal: string): Button {
  return linkButton('Open', `${portal}/apis/${slug}/requests/${id}`);
}

function decisionLine({ status, decision }: RequestView): string {
  if (decision === undefined) return requestStatuses[status];
  const where = decision.surface === 'slack' ? ', in Slack' : '';
  const line = `*${requestStatuses[status]}* by ${escapeMrkdwn(decision.by.email)}, ${dateTime(decision.at)}${where}`;
  return decision.note === '' ? line : `${line}\n${quote(decision.note)}`;
}

/** The same message while a decision is under way: nobody presses twice, and nobody wonders. */
export function workingBlocks(blocks: readonly KnownBlock[]): KnownBlock[] {
  return [...blocks.filter(({ type }) => type !== 'actions'), context('Working…')];
}

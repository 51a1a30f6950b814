import { blockFaults } from './block-limits.ts';
import { type Fields, isFields, objectsOf, stringOf } from './json.ts';
import type { Workspace } from './workspace.ts';

/** Text and blocks of a message that Slack would take. */
export type MessageContent = { text: string; blocks: Fields[] };

const calls = /<!(channel|here|everyone)(\|[^>]*)?>/;

/** The content of a message, or what is wrong with it; that is remembered as a fault as well. */
export function readMessage(
  workspace: Workspace,
  what: string,
  args: Fields,
): MessageContent | { faults: string[] } {
  const { text, blocks, attachments } = args;
  const faults = blockFaults('message', { text, blocks });
  if (attachments !== undefined) faults.push('attachments are not drawn by the local Slack; use blocks');
  if (faults.length > 0) return refused(workspace, what, faults);
  const content = { text: stringOf(text), blocks: objectsOf(blocks) };
  const call = calls.exec([content.text, ...mrkdwnOf(content.blocks)].join('\n'))?.[0];
  if (call !== undefined) workspace.fault('calls_everybody', `${what} holds ${call}, which calls everybody`);
  return content;
}

/** The view, or what is wrong with it. */
export function readView(
  workspace: Workspace,
  what: string,
  surface: 'modal' | 'home',
  view: unknown,
): { faults: string[] } | { view: Fields } {
  const faults = blockFaults(surface, view);
  return faults.length > 0 ? refused(workspace, what, faults) : { view: view as Fields };
}

function refused(workspace: Workspace, what: string, faults: string[]): { faults: string[] } {
  workspace.fault('invalid_blocks', `${what}: ${faults.join('; ')}`);
  return { faults };
}

/** The texts in which Slack looks for mentions; plain text calls nobody. */
function mrkdwnOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(mrkdwnOf);
  if (!isFields(part)) return [];
  return part.type === 'mrkdwn' ? [stringOf(part.text)] : Object.values(part).flatMap(mrkdwnOf);
}

import { seenBy } from './seen.ts';
import type { Workspace } from './workspace.ts';
import { bot, type Person } from './workspace-parts.ts';

/** All that the page shows to one person. */
export function pageState(workspace: Workspace, person: Person) {
  const channels = [...workspace.channels.values()].filter(
    ({ id, members }) => members.includes(person.id) && !id.startsWith('D'),
  );
  const people = [...workspace.people.values()];
  return {
    team: workspace.team.name,
    you: person.id,
    people: people.map(one => ({ id: one.id, name: one.name, role: roleOf(one) })),
    channels: channels.map(({ id, name, members }) => ({
      id,
      name,
      members: members.filter(member => member !== bot.id).length,
    })),
    direct: { id: workspace.direct(person.id).id },
    seenNow: seenBy(workspace, person),
    faults: workspace.faults,
    acknowledgedMs: workspace.acknowledgedMs,
  };
}

function roleOf({ guest, stranger }: Person): string {
  if (stranger === true) return 'other workspace';
  return guest === true ? 'guest' : '';
}

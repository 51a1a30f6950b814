import type { ActivityFilter, ActivityKind } from '@ck/shared/audit';
import { isEnvironment } from './environment.ts';
import { ranges } from './logs/log-address.ts';

export const kindLabels: Readonly<Record<ActivityKind, string>> = {
  endpoint: 'Endpoint and document',
  keys: 'Keys added and deleted',
  switches: 'Switched on and off',
  permissions: 'Permissions',
  secrets: 'Regenerated, shown, copied',
  people: 'Invitations and people',
  requests: 'Requests',
};

export const surfaceLabels = { portal: 'Portal', slack: 'Slack', job: 'By itself' } as const;

/** What an address asks the activity for; whatever it cannot be is as if it said nothing. */
export function readActivityFilter(search: URLSearchParams, now = new Date()): ActivityFilter {
  const text = (name: string) => search.get(name)?.trim() ?? '';
  const one = <Value extends string>(name: string, labels: Readonly<Record<Value, string>>) =>
    (Object.keys(labels) as Value[]).find(each => each === text(name));
  const [kind, surface] = [one('kind', kindLabels), one('surface', surfaceLabels)];
  const environment = text('environment');
  const hours = ranges.find(({ name }) => name === text('since'))?.hours;
  return {
    ...(kind !== undefined && { kind }),
    ...(surface !== undefined && { surface }),
    ...(isEnvironment(environment) && { environment }),
    ...(text('keyName') !== '' && { keyName: text('keyName') }),
    ...(text('who') !== '' && { who: text('who') }),
    ...(hours !== undefined && { from: new Date(now.getTime() - hours * 3_600_000) }),
    ...(text('before') !== '' && { before: text('before') }),
  };
}

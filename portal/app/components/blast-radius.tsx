import type { RecentUse } from '@ck/shared/calls';
import type { Environment } from '@ck/shared/endpoints';
import type { Permission } from '@ck/shared/permissions';
import { Link, useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import { counted } from '../numbers.ts';
import type { loader } from '../routes/keys.$keyId.use.ts';

type BlastRadiusProps = {
  keyId: string;
  environment: Environment;
  /** The permissions that would go; all of them where the key itself does. */
  without?: readonly Permission[];
  /** The log of the key. */
  log: string;
};

/** "3 calls from 1 address in the last 24 h would have been refused": asked for once somebody is about to act. */
export function BlastRadius({ keyId, environment, without = [], log }: BlastRadiusProps) {
  const use = useRecentUse(keyId, environment, without);
  if (use === undefined) return <span className="ck-muted">Looking at the calls of the last 24 h …</span>;
  const { calls, addresses } = use.use;
  if (calls === 0) return <span>No call of the last 24 h would have been refused.</span>;
  const range = { environment, outcome: 'ok', from: use.since.toISOString(), to: use.until.toISOString() };
  return (
    <span>
      <Link to={`${log}?${new URLSearchParams(range)}`} target="_blank">
        {counted(calls, 'call')} from {counted(addresses, 'address', 'addresses')}
      </Link>{' '}
      in the last 24 h would have been refused.
    </span>
  );
}

export function useRecentUse(
  keyId: string,
  environment: Environment,
  without: readonly Permission[] = [],
): RecentUse | undefined {
  const { data, load } = useFetcher<typeof loader>();
  const address = `/keys/${keyId}/use?environment=${environment}${without.map(each => `&without=${each}`).join('')}`;
  useEffect(() => {
    load(address);
  }, [load, address]);
  return data;
}

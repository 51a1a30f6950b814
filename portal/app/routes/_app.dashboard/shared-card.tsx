import type { CallView } from '@ck/shared/calls';
import type { SharedKey } from '@ck/shared/keys';
import { Button } from '@mantine/core';
import { Link } from '@remix-run/react';
import { IconKey, IconTriangleFilled } from '@tabler/icons-react';
import { ActiveBadge } from '#app/components/active-badge.tsx';
import { EnvironmentBadge } from '#app/components/environment-badge.tsx';
import { StatusNumber } from '#app/components/method-word.tsx';
import { PermissionWords } from '#app/components/permission-boxes.tsx';
import { StatusBadge } from '#app/components/status-badge.tsx';
import { RelativeTime } from '#app/components/time.tsx';
import { environments } from '#app/environment.ts';
import { count, share } from '#app/numbers.ts';
import classes from './dashboard.module.css';

type Entry = SharedKey & {
  counts: { total: number; refused: number; failed: number };
  lastCall: CallView | undefined;
};

/** One endpoint that is shared with the reader: what it is, what works, what happened. */
export function SharedCard({ entry, gatewayUrl }: { entry: Entry; gatewayUrl: string }) {
  const { key, endpoint, sharedBy } = entry;
  return (
    <article className={classes.card} aria-label={endpoint.name}>
      <div className={classes.title}>
        <div className={classes.words}>
          <h3 className={classes.name}>{endpoint.name}</h3>
          <p className="ck-muted">
            Shared by {sharedBy} · key <strong className={classes.strong}>{key.name}</strong>
          </p>
          <code className={classes.address}>{`${gatewayUrl}/${endpoint.slug}`}</code>
        </div>
        <Button
          component={Link}
          to={`/shared/${key.id}`}
          leftSection={<IconKey size={15} aria-hidden />}
          prefetch="intent"
        >
          Open keys
        </Button>
      </div>
      {environments.map(environment => (
        <div key={environment} className={classes.row}>
          <EnvironmentBadge environment={environment} />
          {endpoint[environment].deployed ? (
            <ActiveBadge held={key[environment]} />
          ) : (
            <StatusBadge status="Not deployed" />
          )}
          <span className={classes.permissions}>
            <PermissionWords held={key[environment].permissions} />
          </span>
        </div>
      ))}
      <Numbers entry={entry} />
    </article>
  );
}

/** Over one call in twenty: worth a look. */
const isHigh = (bad: number, total: number) => bad * 20 > total;

function Numbers({ entry: { counts, lastCall } }: { entry: Entry }) {
  const bad = counts.refused + counts.failed;
  const rate = share(bad, counts.total);
  return (
    <dl className={classes.numbers}>
      <div>
        <dt>Last call</dt>
        <dd>
          {lastCall === undefined ? (
            <span className="ck-muted">No call yet</span>
          ) : (
            <>
              <StatusNumber status={lastCall.status} /> <RelativeTime at={lastCall.at} />
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>Calls, 24 h</dt>
        <dd>{count(counts.total)}</dd>
      </div>
      <div>
        <dt>Refused or failed</dt>
        <dd>
          {isHigh(bad, counts.total) && (
            <IconTriangleFilled size={9} className={classes.high} aria-label="high" />
          )}
          {rate === undefined ? '—' : `${rate} · ${count(bad)}`}
        </dd>
      </div>
    </dl>
  );
}

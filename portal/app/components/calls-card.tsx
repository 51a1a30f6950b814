import type { CallView } from '@ck/shared/calls';
import type { Environment } from '@ck/shared/endpoints';
import { Button } from '@mantine/core';
import { Link } from '@remix-run/react';
import { IconListDetails } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { environmentLabels } from '../environment.ts';
import { CallPath } from './call-path.tsx';
import classes from './calls-card.module.css';
import { Card, CardFoot } from './card.tsx';
import { DataTable } from './data-table.tsx';
import { Empty } from './empty.tsx';
import { MethodWord, StatusNumber } from './method-word.tsx';
import { RelativeTime } from './time.tsx';

type CallsCardProps = {
  environment: Environment;
  calls: readonly CallView[];
  /** Where all of them are. */
  log: string;
  foot: ReactNode;
};

const columns = [
  { name: 'time', label: 'Time', width: '112px' },
  { name: 'method', label: 'Method', width: '64px' },
  { name: 'path', label: 'Path' },
  { name: 'status', label: 'Status', width: '72px' },
  { name: 'reason', label: 'Reason' },
  { name: 'took', label: 'Took', width: '72px', end: true },
  { name: 'id', label: 'Request id', width: '236px' },
];

/** The newest calls of one key in one environment. */
export function CallsCard({ environment, calls, log, foot }: CallsCardProps) {
  const place = environmentLabels[environment];
  return (
    <Card
      title="Last calls"
      hint={`Newest first, ${place} only`}
      actions={
        <Button component={Link} to={log} variant="default" prefetch="intent">
          Logs
        </Button>
      }
      flush
    >
      {calls.length === 0 ? (
        <Empty icon={IconListDetails} title={`No ${place} calls yet`}>
          Every call with this key shows here within seconds, refused ones too.
        </Empty>
      ) : (
        <>
          <CallsTable caption={`Last ${place} calls`} calls={calls} />
          <CardFoot>{foot}</CardFoot>
        </>
      )}
    </Card>
  );
}

export function CallsTable({ caption, calls }: { caption: string; calls: readonly CallView[] }) {
  return (
    <DataTable caption={caption} columns={columns} dense>
      {calls.map(call => (
        <CallRow key={call.id} call={call} />
      ))}
    </DataTable>
  );
}

function CallRow({ call }: { call: CallView }) {
  const { method, status, outcome } = call;
  const took = Math.round(call.gatewayMs + (call.upstreamMs ?? 0));
  return (
    <tr>
      <td data-label="Time">
        <RelativeTime at={call.at} />
      </td>
      <td data-minor>
        <MethodWord method={method} />
      </td>
      <td data-head>
        <CallPath call={call} />
      </td>
      <td data-label="Status">
        <StatusNumber status={status} />
      </td>
      <td data-label="Reason" data-minor={outcome === 'ok' || undefined}>
        {outcome === 'ok' ? <span className="ck-muted">—</span> : <code>{outcome}</code>}
      </td>
      <td data-minor data-end>
        {took} ms
      </td>
      <td data-label="Request id">
        <code className={classes.id}>{call.id}</code>
      </td>
    </tr>
  );
}

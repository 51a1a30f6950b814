import type { KeyFigures, Statistics } from '@ck/shared/statistics';
import { Link } from '@remix-run/react';
import { Card, CardFoot } from '../components/card.tsx';
import { DataTable } from '../components/data-table.tsx';
import { counted, share } from '../numbers.ts';
import { ErrorRate, LatencyCells } from './figure-cells.tsx';
import classes from './figures.module.css';
import { type Filters, searchOf } from './filters.ts';
import type { LogsLink } from './logs-link.ts';
import { Rows } from './number-strip.tsx';

const shown = 50;

const columns = [
  { name: 'key', label: 'Key' },
  { name: 'calls', label: 'Calls', width: '96px', end: true },
  { name: 'share', label: 'Share', width: '220px' },
  { name: 'rate', label: 'Error rate', width: '96px', end: true },
  { name: 'p50', label: 'p50', width: '76px', end: true },
  { name: 'p95', label: 'p95', width: '76px', end: true },
  { name: 'p99', label: 'p99', width: '76px', end: true },
];

type KeysCardProps = { statistics: Statistics; filters: Filters; logs: LogsLink; slug: string };

/** Who calls how much: every key of the endpoint that called in the range. */
export function KeysCard({ statistics: { keys, total }, filters, logs, slug }: KeysCardProps) {
  const rows = keys.slice(0, shown);
  return (
    <Card title="Keys compared" hint="Same range and filters; deleted keys too" flush>
      <DataTable caption="Keys compared" columns={columns} dense>
        {rows.map(row => (
          <tr key={row.keyId}>
            <td data-head>
              <Link to={`/apis/${slug}/keys/${row.keyId}/statistics${searchOf(filters)}`}>{row.name}</Link>
              {row.deleted && <span className="ck-muted"> · deleted</span>}
            </td>
            <td data-label="Calls" data-end>
              <Rows number={row.calls} to={logs({}, `/apis/${slug}/keys/${row.keyId}/logs`)} />
            </td>
            <td data-label="Share">
              <Share of={row} calls={total.calls} />
            </td>
            <td data-label="Error rate" data-end>
              <ErrorRate of={row} />
            </td>
            <LatencyCells latency={row.latency} />
          </tr>
        ))}
      </DataTable>
      {keys.length > rows.length && (
        <CardFoot>
          The {shown} busiest of {counted(keys.length, 'key')}.
        </CardFoot>
      )}
    </Card>
  );
}

const width = 130;

function Share({ of, calls }: { of: KeyFigures; calls: number }) {
  return (
    <span className={classes.share}>
      <svg width={width} height={6} aria-hidden>
        <rect className={classes.track} width={width} height={6} rx={3} />
        <rect className={classes.part} width={Math.max(2, (of.calls / calls) * width)} height={6} rx={3} />
      </svg>
      {share(of.calls, calls)}
    </span>
  );
}

import type { Statistics } from '@ck/shared/statistics';
import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { count, share } from '../numbers.ts';
import { type Filters, ranges } from './filters.ts';
import { type LogsLink, rowsOf } from './logs-link.ts';
import classes from './number-strip.module.css';
import { milliseconds } from './words.ts';

const sourceWords = { app: 'From apps', console: 'From the console', all: 'Apps and console' };

type StripProps = { statistics: Statistics; filters: Filters; logs: LogsLink };

/** The six numbers that people look for first; those that count calls open the rows. */
export function NumberStrip({ statistics: { total }, filters, logs }: StripProps) {
  const { calls, refused, rejected, failed, latency } = total;
  const time = (number: number | undefined) => (number === undefined ? '—' : milliseconds(number));
  return (
    <dl className={classes.strip}>
      <Entry label="Calls" number={<Rows number={calls} to={logs()} />}>
        {sourceWords[filters.source]}, {ranges[filters.range].label}
      </Entry>
      <Entry label="Refused" number={<Rows number={refused} to={logs(rowsOf.refused)} />}>
        {share(refused, calls)} · by the gateway
      </Entry>
      <Entry label="Rejected" number={<Rows number={rejected} to={logs(rowsOf.rejected)} />}>
        {share(rejected, calls)} · 4xx by the API
      </Entry>
      <Entry label="Failed" number={<Rows number={failed} to={logs(rowsOf.failed)} />}>
        {share(failed, calls)} · 5xx
      </Entry>
      <Entry label="p50" number={time(latency?.p50)}>
        half of the calls
      </Entry>
      <Entry label="p95" number={time(latency?.p95)}>
        p99 {time(latency?.p99)}
      </Entry>
    </dl>
  );
}

/** A number that opens the rows it counts; none has none to open. */
export function Rows({ number, to }: { number: number; to: string }) {
  if (number === 0) return <>0</>;
  return (
    <Link to={to} className={classes.rows}>
      {count(number)}
    </Link>
  );
}

function Entry({ label, number, children }: { label: string; number: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.entry}>
      <dt>{label}</dt>
      <dd className={classes.number}>{number}</dd>
      <dd className="ck-small">{children}</dd>
    </div>
  );
}

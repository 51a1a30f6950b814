import type { Figures, OperationFigures, Statistics } from '@ck/shared/statistics';
import type { ReactNode } from 'react';
import { Card, CardFoot } from '../components/card.tsx';
import { DataTable } from '../components/data-table.tsx';
import { MethodWord } from '../components/method-word.tsx';
import { count, counted } from '../numbers.ts';
import { ErrorRate, LatencyCells } from './figure-cells.tsx';
import classes from './figures.module.css';
import { LatencyAxis, LatencyLine, type Scale, scaleOf } from './latency-line.tsx';
import type { LogsLink } from './logs-link.ts';
import { Rows } from './number-strip.tsx';
import { operationName } from './words.ts';

const shown = 30;

/** Calls, error rate and time of each operation of the document. */
export function OperationsCard({ statistics, logs }: { statistics: Statistics; logs: LogsLink }) {
  const { operations, otherOperations } = statistics;
  const rows = operations.slice(0, shown);
  const scale = scaleOf(rows);
  const columns = [
    { name: 'method', label: 'Method', width: '76px' },
    { name: 'operation', label: 'Operation' },
    { name: 'calls', label: 'Calls', width: '96px', end: true },
    { name: 'rate', label: 'Error rate', width: '96px', end: true },
    { name: 'line', label: <LatencyAxis scale={scale} />, width: '264px' },
    { name: 'p50', label: 'p50', width: '76px', end: true },
    { name: 'p95', label: 'p95', width: '76px', end: true },
    { name: 'p99', label: 'p99', width: '76px', end: true },
  ];
  const rest = operations.length - rows.length;
  return (
    <Card
      title="Operations"
      hint="Time from the gateway’s first byte in to its last byte out, the API’s own included"
      actions={<Marks />}
      flush
    >
      <DataTable caption="Operations" columns={columns} dense>
        {rows.map(row => (
          <OperationRow key={`${row.method} ${row.operationId}`} {...{ row, scale, logs }} />
        ))}
      </DataTable>
      {rest + (otherOperations?.calls ?? 0) > 0 && (
        <CardFoot>
          {rest > 0 && (
            <span>
              The {shown} most called of {counted(operations.length, 'operation')}.
            </span>
          )}
          {otherOperations !== undefined && (
            <span>{counted(otherOperations.calls, 'call')} of rarer operations are not told apart.</span>
          )}
        </CardFoot>
      )}
    </Card>
  );
}

function OperationRow({ row, scale, logs }: { row: OperationFigures; scale: Scale; logs: LogsLink }) {
  const { method, operationId, path, latency } = row;
  return (
    <tr>
      <td data-minor>
        <MethodWord method={method} />
      </td>
      <td data-head>
        <span className={classes.phoneOnly}>
          <MethodWord method={method} />{' '}
        </span>
        {operationId === undefined ? (
          <span className="ck-muted">no operation</span>
        ) : (
          <code>{path ?? operationName(method, operationId)}</code>
        )}
      </td>
      <td data-label="Calls" data-end>
        {operationId === undefined ? (
          count(row.calls)
        ) : (
          <Rows number={row.calls} to={logs({ operation: operationId, method })} />
        )}
      </td>
      <td data-label="Error rate" data-end>
        <ErrorRate of={row} />
      </td>
      <td data-minor>{latency !== undefined && <LatencyLine latency={latency} scale={scale} />}</td>
      <LatencyCells latency={latency} />
    </tr>
  );
}

function Marks(): ReactNode {
  const marks: { name: keyof NonNullable<Figures['latency']>; mark: ReactNode }[] = [
    { name: 'p50', mark: <circle cx={5} cy={5} r={3.5} fill="var(--ck-data1)" /> },
    { name: 'p95', mark: <rect x={1.5} y={1.5} width={7} height={7} fill="none" stroke="var(--ck-data1)" /> },
    { name: 'p99', mark: <rect x={4} width={2} height={10} fill="var(--ck-data1)" /> },
  ];
  return (
    <ul className={classes.marks}>
      {marks.map(({ name, mark }) => (
        <li key={name}>
          <svg width={10} height={10} aria-hidden>
            {mark}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

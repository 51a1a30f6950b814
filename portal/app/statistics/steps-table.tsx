import type { ErrorClass, Statistics } from '@ck/shared/statistics';
import { DataTable } from '../components/data-table.tsx';
import { errorLabels } from './call-kinds.ts';
import classes from './calls-chart.module.css';
import { type LogsLink, rowsOf } from './logs-link.ts';
import { Rows } from './number-strip.tsx';
import { stepInWords } from './words.ts';

const errors = Object.keys(rowsOf) as ErrorClass[];

const columns = [
  { name: 'time', label: 'From (UTC)' },
  { name: 'calls', label: 'Calls', end: true },
  ...errors.map(name => ({ name, label: errorLabels[name], end: true })),
];

type StepsTableProps = { statistics: Statistics; logs: LogsLink };

/** The chart in figures: for keyboards and screen readers, and for who wants the figures. */
export function StepsTable({ statistics: { series, by }, logs }: StepsTableProps) {
  return (
    <details className={classes.steps}>
      <summary>As a table</summary>
      <DataTable caption={`Calls by ${by}`} columns={columns} dense>
        {series
          .filter(({ calls }) => calls > 0)
          .map(step => (
            <StepRow key={step.from.getTime()} {...{ step, by, logs }} />
          ))}
      </DataTable>
    </details>
  );
}

function StepRow({
  step,
  by,
  logs,
}: {
  step: Statistics['series'][number];
  by: 'hour' | 'day';
  logs: LogsLink;
}) {
  const { from, to } = step;
  return (
    <tr>
      <td data-head>{stepInWords(from, by)}</td>
      <td data-label="Calls" data-end>
        <Rows number={step.calls} to={logs({ from, to })} />
      </td>
      {errors.map(name => (
        <td key={name} data-label={errorLabels[name]} data-end>
          <Rows number={step[name]} to={logs({ ...rowsOf[name], from, to })} />
        </td>
      ))}
    </tr>
  );
}

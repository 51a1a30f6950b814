import type { Statistics } from '@ck/shared/statistics';
import { Link } from '@remix-run/react';
import { Card } from '../components/card.tsx';
import { count } from '../numbers.ts';
import { kindLabels, kinds, partsOf } from './call-kinds.ts';
import classes from './calls-chart.module.css';
import type { LogsLink } from './logs-link.ts';
import { StepsTable } from './steps-table.tsx';
import { niceCeiling, stepInWords } from './words.ts';

type Step = Statistics['series'][number];
type ChartProps = { statistics: Statistics; logs: LogsLink };

const height = 160;
/** So that a single error among thousands is seen. */
const leastHeight = 1.5;

/** Calls by hour or day, drawn on the server; the same numbers are in a table under it. */
export function CallsChart({ statistics, logs }: ChartProps) {
  const { series, by } = statistics;
  const top = niceCeiling(Math.max(...series.map(({ calls }) => calls)));
  return (
    <Card
      title={by === 'hour' ? 'Calls by hour' : 'Calls by day'}
      hint={`Each bar opens the log of its ${by}`}
      actions={
        <Legend
          kinds={kinds.filter(kind => kind !== 'unfinished' || partsOf(statistics.total).unfinished > 0)}
        />
      }
    >
      <div className={classes.chart}>
        <div className={classes.scale} aria-hidden>
          {[top, top / 2, 0].map(number => (
            <span key={number}>{count(number)}</span>
          ))}
        </div>
        <svg
          className={classes.plot}
          viewBox={`0 0 ${series.length} ${height}`}
          preserveAspectRatio="none"
          aria-hidden
        >
          {[0, height / 2, height].map(y => (
            <line key={y} className={classes.grid} x1={0} x2={series.length} y1={y} y2={y} />
          ))}
          {series.map((step, place) => (
            <Bar key={step.from.getTime()} {...{ step, place, top, by, logs }} />
          ))}
        </svg>
        <TimeAxis statistics={statistics} />
      </div>
      <StepsTable statistics={statistics} logs={logs} />
    </Card>
  );
}

function Legend({ kinds }: { kinds: readonly (keyof typeof kindLabels)[] }) {
  return (
    <ul className={classes.legend}>
      {kinds.map(kind => (
        <li key={kind}>
          <svg width={9} height={9} aria-hidden>
            <rect width={9} height={9} rx={2} className={classes[kind]} />
          </svg>
          {kindLabels[kind]}
        </li>
      ))}
    </ul>
  );
}

type BarProps = { step: Step; place: number; top: number; by: 'hour' | 'day'; logs: LogsLink };

/** Pointers only: the table under the chart is there for keyboards and screen readers. */
function Bar({ step, place, top, by, logs }: BarProps) {
  if (step.calls === 0) return null;
  const parts = partsOf(step);
  let y = height;
  const pieces = kinds.flatMap(kind => {
    if (parts[kind] === 0) return [];
    const tall = Math.max(leastHeight, (parts[kind] / top) * height);
    y -= tall;
    return <rect key={kind} className={classes[kind]} x={place + 0.1} width={0.8} y={y} height={tall} />;
  });
  const words = kinds.flatMap(kind => (parts[kind] === 0 ? [] : `${kindLabels[kind]} ${count(parts[kind])}`));
  return (
    <Link to={logs({ from: step.from, to: step.to })} tabIndex={-1} className={classes.bar}>
      <title>{`${stepInWords(step.from, by)}: ${words.join(', ')}`}</title>
      <rect className={classes.reach} x={place} width={1} y={0} height={height} />
      {pieces}
    </Link>
  );
}

/** The first, the last, and what stands at the quarters between. */
function TimeAxis({ statistics: { series, by } }: { statistics: Statistics }) {
  const places = [...new Set([0, 0.25, 0.5, 0.75, 1].map(part => Math.round(part * (series.length - 1))))];
  return (
    <div className={classes.times} aria-hidden>
      {places.map(place => {
        const step = series[place];
        return <span key={place}>{step === undefined ? '' : stepInWords(step.from, by)}</span>;
      })}
    </div>
  );
}

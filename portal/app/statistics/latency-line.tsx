import type { Figures } from '@ck/shared/statistics';
import classes from './latency-line.module.css';
import { milliseconds } from './words.ts';

type Latency = NonNullable<Figures['latency']>;

/** Whole decades around all times of a table, on which each of its lines is drawn. */
export type Scale = { least: number; most: number };

const width = 240;
const inset = 6;

export function scaleOf(rows: readonly { latency?: Latency }[]): Scale {
  const times = rows.flatMap(({ latency }) => (latency === undefined ? [] : [latency.p50, latency.p99]));
  const least = Math.floor(Math.log10(Math.min(...times, 1_000)));
  return { least, most: Math.max(least + 1, Math.ceil(Math.log10(Math.max(...times, 1)))) };
}

function placeOf(time: number, { least, most }: Scale): number {
  const part = (Math.log10(Math.max(time, 10 ** least)) - least) / (most - least);
  return inset + Math.min(1, part) * (width - 2 * inset);
}

const decadesOf = ({ least, most }: Scale): number[] =>
  Array.from({ length: most - least + 1 }, (_, index) => 10 ** (least + index));

/** Dot p50, square p95, bar p99 on one logarithmic axis; the figures stand beside it. */
export function LatencyLine({ latency, scale }: { latency: Latency; scale: Scale }) {
  const [p50, p95, p99] = [latency.p50, latency.p95, latency.p99].map(time => placeOf(time, scale));
  return (
    <svg width={width} height={20} className={classes.line} aria-hidden>
      {decadesOf(scale).map(time => (
        <line
          key={time}
          className={classes.grid}
          x1={placeOf(time, scale)}
          x2={placeOf(time, scale)}
          y1={2}
          y2={18}
        />
      ))}
      <line className={classes.span} x1={p50} x2={p99} y1={10} y2={10} />
      <circle className={classes.dot} cx={p50} cy={10} r={3.5} />
      <rect className={classes.square} x={(p95 ?? 0) - 3.5} y={6.5} width={7} height={7} />
      <line className={classes.bar} x1={p99} x2={p99} y1={4} y2={16} />
    </svg>
  );
}

/** The head of a column of lines: what the grid stands for. */
export function LatencyAxis({ scale }: { scale: Scale }) {
  const decades = decadesOf(scale);
  const every = Math.ceil(decades.length / 4);
  return (
    <svg
      width={width}
      height={16}
      className={classes.line}
      role="img"
      aria-label="Time, on a logarithmic axis"
    >
      {decades.map((time, index) =>
        index % every === 0 ? (
          <text
            key={time}
            className={classes.label}
            x={placeOf(time, scale)}
            y={12}
            textAnchor={index === 0 ? 'start' : index === decades.length - 1 ? 'end' : 'middle'}
          >
            {time < 1 ? `${time} ms` : milliseconds(time).replace('.0', '')}
          </text>
        ) : null,
      )}
    </svg>
  );
}

import type { Figures } from '@ck/shared/statistics';
import { IconTriangleFilled } from '@tabler/icons-react';
import { share } from '../numbers.ts';
import classes from './figures.module.css';
import { milliseconds } from './words.ts';

const high = 0.05;

/** Over 5 % it is marked, by shape and by colour. */
export function ErrorRate({ of: { calls, errors } }: { of: Figures }) {
  return (
    <span className={classes.rate} data-high={errors > high * calls || undefined}>
      {errors > high * calls && <IconTriangleFilled size={9} aria-label="high:" />} {share(errors, calls)}
    </span>
  );
}

export function LatencyCells({ latency }: { latency: Figures['latency'] }) {
  return (['p50', 'p95', 'p99'] as const).map(name => (
    <td key={name} data-label={name} data-end className={classes.time}>
      {latency === undefined ? '—' : milliseconds(latency[name])}
    </td>
  ));
}

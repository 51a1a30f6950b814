import { IconCircleFilled, IconSquareFilled, IconTriangleFilled } from '@tabler/icons-react';
import classes from './method-word.module.css';

export function MethodWord({ method }: { method: string }) {
  return (
    <span className={classes.method} data-method={method}>
      {method}
    </span>
  );
}

/** Dot, triangle or square before the number: the class of an answer reads without colour too. */
export function StatusNumber({ status }: { status: number }) {
  const kind = status < 400 ? 'ok' : status < 500 ? 'refused' : 'failed';
  const Mark = { ok: IconCircleFilled, refused: IconTriangleFilled, failed: IconSquareFilled }[kind];
  return (
    <span className={classes.status} data-kind={kind}>
      <Mark size={9} aria-hidden />
      {status === 0 ? 'none' : status}
    </span>
  );
}

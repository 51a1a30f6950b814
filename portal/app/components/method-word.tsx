import { IconCircleFilled, IconSquareFilled, IconTriangleFilled } from '@tabler/icons-react';
import classes from './method-word.module.css';

export function MethodWord({ method }: { method: string }) {
  return (
    <span className={classes.method} data-method={method}>
      {method}
    </span>
  );
}

/** No answer at all, which is stored as 0, is a failure too. */
function kindOf(status: number): 'ok' | 'refused' | 'failed' {
  if (status === 0 || status >= 500) return 'failed';
  return status < 400 ? 'ok' : 'refused';
}

/** Dot, triangle or square before the number: the class of an answer reads without colour too. */
export function StatusNumber({ status }: { status: number }) {
  const kind = kindOf(status);
  const Mark = { ok: IconCircleFilled, refused: IconTriangleFilled, failed: IconSquareFilled }[kind];
  return (
    <span className={classes.status} data-kind={kind}>
      <Mark size={9} aria-hidden />
      {status === 0 ? 'none' : status}
    </span>
  );
}

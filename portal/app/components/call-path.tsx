import type { CallView } from '@ck/shared/calls';
import classes from './call-path.module.css';
import { MethodWord } from './method-word.tsx';

/** What was called, in a row. On a phone the method stands before the path instead of in a line of its own. */
export function CallPath({ call: { method, path, query } }: { call: CallView }) {
  return (
    <>
      <span className={classes.method}>
        <MethodWord method={method} />{' '}
      </span>
      <code>{query === '' ? path : `${path}?${query}`}</code>
    </>
  );
}

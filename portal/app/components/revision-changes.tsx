import type { RevisionDifference } from '@ck/shared/endpoints';
import { counted } from '../numbers.ts';
import { MethodWord } from './method-word.tsx';
import classes from './revision-changes.module.css';

/** What a deployment changes, operation by operation: what may break an app first. */
export function RevisionChanges({
  difference: { from, to, changes },
  before = 'Nothing was deployed yet',
}: {
  difference: RevisionDifference;
  /** Stands for the earlier revision where there is none. */
  before?: string;
}) {
  const breaking = changes.filter(change => change.breaking);
  const others = changes.filter(change => !change.breaking);
  return (
    <>
      <p>
        {from === undefined ? before : <>revision {from}</>} → <strong>revision {to}</strong>
      </p>
      <ul className={classes.changes}>
        {[...breaking, ...others].slice(0, 50).map(({ kind, operation, breaking: breaks, words }) => (
          <li key={`${operation.method} ${operation.path}`}>
            <span>
              <MethodWord method={operation.method.toUpperCase()} /> <code>{operation.path}</code>
            </span>
            <span className={breaks ? classes.breaking : 'ck-quiet'}>
              {breaks ? `${kind}, may break apps` : kind}
            </span>
            {words.length > 0 && <span className="ck-small">{words.slice(0, 5).join(' · ')}</span>}
          </li>
        ))}
      </ul>
      <p className="ck-small">
        {changes.length === 0
          ? 'No operation changes.'
          : breaking.length === 0
            ? `${counted(changes.length, 'operation')} of the document changed or came; none in a way that breaks an app.`
            : `${counted(breaking.length, 'change')} may break an app that works now.`}
      </p>
    </>
  );
}

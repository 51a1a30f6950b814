import type { FormOutcome } from '../form-outcome.ts';
import { ErrorNotice, Notice } from './notice.tsx';
import { ProofReceipt } from './proof-receipt.tsx';

type OutcomeNoticeProps = {
  outcome: FormOutcome | undefined;
  /** Says that it was not done, such as "Not saved". */
  failed: string;
  action?: React.ReactNode;
};

/** The receipt of one form, in its own place. After a conflict the form shows what the other one saved. */
export function OutcomeNotice({ outcome, failed, action }: OutcomeNoticeProps) {
  if (outcome === undefined) return null;
  if (outcome.done !== undefined && outcome.proof !== undefined) {
    const { change } = outcome.proof.fence;
    return <ProofReceipt key={change} title={outcome.done} proof={outcome.proof} note={action} />;
  }
  if (outcome.done !== undefined) {
    return (
      <Notice tone={outcome.lines === undefined ? 'ok' : 'warn'} title={outcome.done} action={action}>
        {outcome.lines?.map(line => (
          <div key={line}>{line}</div>
        ))}
      </Notice>
    );
  }
  const errors = outcome.result?.error?.[''] ?? undefined;
  if (!outcome.conflict) return <ErrorNotice title={failed} errors={errors} />;
  return (
    <Notice tone="warn" title={failed}>
      {errors?.join(' ')} You see the newest state now.
      {outcome.lines?.map(line => (
        <div key={line}>{line}</div>
      ))}
    </Notice>
  );
}

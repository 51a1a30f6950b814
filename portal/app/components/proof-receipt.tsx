import type { Receipt as HeldReceipt } from '@ck/shared/receipt';
import { useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import type { Proof } from '../proof.ts';
import type { loader } from '../routes/changes.$change.ts';
import { Notice } from './notice.tsx';
import { Receipt } from './receipt.tsx';

const askAgainMs = 1_000;

type ProofReceiptProps = { title: string; proof: Proof; note?: React.ReactNode };

/** The receipt of a change. One that is not confirmed yet asks until it is, and never looks like success before. */
export function ProofReceipt({ title, proof, note }: ProofReceiptProps) {
  const { fence } = proof;
  const settled = useSettled(fence.change, fence.kind === 'pending');
  const receipt =
    fence.kind === 'held' ? fence.receipt : settled?.kind === 'held' ? settled.receipt : undefined;
  if (settled?.kind === 'not_done')
    return (
      <Notice tone="bad" title="Not done: nothing has changed">
        The database did not take the change. Try again.
      </Notice>
    );
  if (receipt === undefined)
    return <Receipt {...proof} title="Not confirmed yet" state="pending" milliseconds={0} gateways={[]} />;
  return <Receipt {...proof} {...receipt} title={title} state={stateOf(receipt)} note={note} />;
}

function stateOf({ lapsed, late }: HeldReceipt) {
  if (lapsed > 0) return 'lapsed';
  return late > 0 ? 'late' : 'held';
}

/** Asks for the state of a change, again and again while it is pending. */
function useSettled(change: string, pending: boolean) {
  const { data, load, state } = useFetcher<typeof loader>();
  const open = pending && (data === undefined || data.kind === 'pending');
  useEffect(() => {
    if (!open || state !== 'idle') return;
    const timer = setTimeout(() => load(`/changes/${change}`), askAgainMs);
    return () => clearTimeout(timer);
  }, [open, state, load, change]);
  return data;
}

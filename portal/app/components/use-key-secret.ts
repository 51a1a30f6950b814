import type { Environment } from '@ck/shared/endpoints';
import type { Overlap } from '@ck/shared/keys';
import { useRevalidator } from '@remix-run/react';
import { useEffect, useState } from 'react';
import type { Proof } from '../proof.ts';
import { type KeyAnswer, type KeyRequest, requestKey } from './request-key.ts';

export const shownSeconds = 30;

type Outcome = { title: string; words?: string; proof?: Proof };

type SecretPlace = { keyId: string; environment: Environment; masked: string };

/** The states of one key field. The key text lives here only, never in the router's data or the page's address. */
export function useKeySecret({ keyId, environment, masked }: SecretPlace) {
  const { revalidate } = useRevalidator();
  const [shown, setShown] = useState<{ text: string; of: string }>();
  const [copied, setCopied] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();

  useEffect(() => forgetAfter(shownSeconds, shown !== undefined, () => setShown(undefined)), [shown]);
  useEffect(() => forgetAfter(2, copied, () => setCopied(false)), [copied]);

  async function ask(intent: KeyRequest, done: (answer: KeyAnswer) => void | Promise<void>, keep?: Overlap) {
    if (busy) return;
    setBusy(true);
    setOutcome(undefined);
    try {
      await done(await requestKey({ keyId, environment, intent, ...(keep !== undefined && { keep }) }));
    } catch (error) {
      const words = error instanceof Error ? error.message : 'Try again in a moment.';
      setOutcome({ title: failures[intent], words });
    } finally {
      setBusy(false);
    }
  }

  return {
    // A text that was shown is of no use once somebody, perhaps in Slack, has replaced the key.
    keyText: shown?.of === masked ? shown.text : undefined,
    copied,
    busy,
    outcome,
    hide: () => setShown(undefined),
    show: () => void ask('show', ({ keyText: text = '' }) => setShown({ text, of: masked })),
    copy: () =>
      void ask('copy', async ({ keyText = '' }) => {
        await navigator.clipboard.writeText(keyText);
        setCopied(true);
      }),
    regenerate: (keep?: Overlap) =>
      ask(
        'regenerate',
        ({ proof }) => {
          setShown(undefined);
          const title =
            keep === undefined ? 'A new key is issued' : 'A new key is issued, the old one lives on';
          setOutcome({ title, ...(proof !== undefined && { proof }) });
          revalidate();
        },
        keep,
      ),
  };
}

const failures: Record<KeyRequest, string> = {
  show: 'The key could not be shown',
  copy: 'The key could not be copied',
  regenerate: 'The key was not regenerated',
};

function forgetAfter(seconds: number, due: boolean, forget: () => void): (() => void) | undefined {
  if (!due) return undefined;
  const timer = setTimeout(forget, seconds * 1000);
  return () => clearTimeout(timer);
}

import type { Environment } from '@ck/shared/endpoints';
import { useRevalidator } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { type KeyRequest, requestKey } from './request-key.ts';

export const shownSeconds = 30;

type Outcome = { tone: 'ok' | 'bad'; title: string; children?: string };

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

  async function ask(intent: KeyRequest, done: (keyText: string) => void | Promise<void>) {
    if (busy) return;
    setBusy(true);
    setOutcome(undefined);
    try {
      await done(await requestKey({ keyId, environment, intent }));
    } catch (error) {
      const children = error instanceof Error ? error.message : 'Try again in a moment.';
      setOutcome({ tone: 'bad', title: failures[intent], children });
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
    show: () => void ask('show', text => setShown({ text, of: masked })),
    copy: () =>
      void ask('copy', async text => {
        await navigator.clipboard.writeText(text);
        setCopied(true);
      }),
    regenerate: () =>
      ask('regenerate', () => {
        setShown(undefined);
        setOutcome({
          tone: 'ok',
          title: 'A new key is issued',
          children: 'The old one is refused from now on.',
        });
        revalidate();
      }),
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

import type { Environment } from '@ck/shared/endpoints';
import { useRevalidator } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { type KeyRequest, requestKey } from './request-key.ts';

export const shownSeconds = 30;

type Outcome = { tone: 'ok' | 'bad'; title: string; children?: string };

/** The states of one key field. The key text lives here only, never in the router's data or the page's address. */
export function useKeySecret(keyId: string, environment: Environment) {
  const { revalidate } = useRevalidator();
  const [keyText, setKeyText] = useState<string>();
  const [copied, setCopied] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();

  useEffect(() => forgetAfter(shownSeconds, keyText !== undefined, () => setKeyText(undefined)), [keyText]);
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
    keyText,
    copied,
    busy,
    outcome,
    hide: () => setKeyText(undefined),
    show: () => void ask('show', setKeyText),
    copy: () =>
      void ask('copy', async text => {
        await navigator.clipboard.writeText(text);
        setCopied(true);
      }),
    regenerate: () =>
      ask('regenerate', () => {
        setKeyText(undefined);
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

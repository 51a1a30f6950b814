import type { SampleLanguageName } from '@ck/openapi/samples';
import type { Environment } from '@ck/shared/endpoints';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Notice } from '#app/components/notice.tsx';
import { requestKey } from '#app/components/request-key.ts';
import { ScrolledText } from '#app/components/scrolled-text.tsx';
import { type BuiltRequest, toSampleRequest } from '#app/console/typed-request.ts';
import { keyVariable, sampleLabels, sampleNames, sampleOptions } from './samples.ts';
import classes from './samples-panel.module.css';

type SamplesPanelProps = {
  keyId: string;
  environment: Environment;
  address: string;
  /** Whether the answer has no end. */
  streams: boolean;
  /** Of the example request, until something is typed. */
  samples: Readonly<Record<string, string>>;
  typed: BuiltRequest | undefined;
  /** Whoever only looks is not given the key. */
  isLookedAt?: boolean;
};

/** The call as code, as it is typed; with the key in a variable, so that it can be shown, kept and sent to colleagues. */
export function SamplesPanel(props: SamplesPanelProps) {
  const { keyId, environment, address, streams, samples, typed, isLookedAt = false } = props;
  const [language, setLanguage] = useState<SampleLanguageName>('curl');
  const [copied, setCopied] = useState<'sample' | 'key'>();
  const [fault, setFault] = useState<string>();
  const code = useSample({ language, typed, address, environment, streams }) ?? samples[language] ?? '';
  const copy = async (what: 'sample' | 'key', text: string) => {
    await navigator.clipboard.writeText(text);
    setCopied(what);
    setFault(undefined);
  };
  const copyWithKey = async () => {
    if (typed === undefined) return;
    try {
      const { keyText = '' } = await requestKey({ keyId, environment, intent: 'copy' });
      const { codeSample } = await import('@ck/openapi/samples');
      const options = {
        ...sampleOptions(address, environment, streams),
        secret: 'inline',
        secretText: keyText,
      } as const;
      await copy('key', codeSample(language, toSampleRequest(typed, address), options));
    } catch (error) {
      setFault(error instanceof Error ? error.message : 'Try again in a moment.');
    }
  };
  return (
    <section aria-label="Samples" className={classes.panel}>
      <div role="tablist" aria-label="Language" className={classes.tabs}>
        {sampleNames.map(name => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={name === language}
            onClick={() => {
              setLanguage(name);
              setCopied(undefined);
            }}
          >
            {sampleLabels[name]}
          </button>
        ))}
      </div>
      <ScrolledText className={classes.code}>{code}</ScrolledText>
      <div className={classes.actions}>
        <Button variant="default" size="xs" onClick={() => void copy('sample', code)}>
          {copied === 'sample' ? 'Copied' : 'Copy'}
        </Button>
        {!isLookedAt && (
          <Button
            variant="subtle"
            size="xs"
            onClick={() => void copyWithKey()}
            disabled={typed === undefined}
          >
            {copied === 'key' ? 'Copied with key' : 'Copy with key'}
          </Button>
        )}
      </div>
      {fault !== undefined && (
        <Notice tone="bad" title="Not copied">
          {fault}
        </Notice>
      )}
      <p className="ck-small">
        {isLookedAt ? 'It' : 'It follows what you type and'} reads the key from{' '}
        <code>{keyVariable(environment)}</code>.
        {!isLookedAt && ' Copy with key is written down for the owner.'}
      </p>
    </section>
  );
}

function useSample(of: {
  language: SampleLanguageName;
  typed: BuiltRequest | undefined;
  address: string;
  environment: Environment;
  streams: boolean;
}): string | undefined {
  const { language, typed, address, environment, streams } = of;
  const [code, setCode] = useState<string>();
  useEffect(() => {
    if (typed === undefined) return setCode(undefined);
    let left = false;
    void import('@ck/openapi/samples').then(({ codeSample }) => {
      const options = sampleOptions(address, environment, streams);
      if (!left) setCode(codeSample(language, toSampleRequest(typed, address), options));
    });
    return () => {
      left = true;
    };
  }, [language, typed, address, environment, streams]);
  return code;
}

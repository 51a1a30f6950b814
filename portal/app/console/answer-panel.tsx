import { explainOutcome } from '@ck/shared/refusal-words';
import { Link } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { StatusNumber } from '#app/components/method-word.tsx';
import { Notice } from '#app/components/notice.tsx';
import { ScrolledText } from '#app/components/scrolled-text.tsx';
import { count } from '#app/numbers.ts';
import classes from './answer-panel.module.css';
import { type ConsoleAnswer, faultWords, headerOf } from './send.ts';
import type { SenderState } from './use-sender.ts';

/** What came back, or why nothing did. */
export function AnswerPanel({ keyId, state }: { keyId: string; state: SenderState }) {
  switch (state.kind) {
    case 'idle':
      return null;
    case 'cancelled':
      return (
        <>
          <Notice tone="warn" title="Cancelled">
            {state.soFar === undefined
              ? 'Whether the API did something is not known.'
              : 'What came until then is below.'}
          </Notice>
          {state.soFar !== undefined && <Answer keyId={keyId} answer={state.soFar} />}
        </>
      );
    case 'failed':
      return (
        <Notice tone="bad" title={faultWords[state.code].title}>
          {faultWords[state.code].text}
        </Notice>
      );
    case 'sending':
      return state.soFar === undefined ? (
        <p className="ck-muted">Waiting …</p>
      ) : (
        <Answer keyId={keyId} answer={state.soFar} />
      );
    case 'answered':
      return <Answer keyId={keyId} answer={state.answer} />;
  }
}

function Answer({ keyId, answer }: { keyId: string; answer: ConsoleAnswer }) {
  const { status, statusText, headers, body, milliseconds, fault } = answer;
  const text = useText(answer);
  const id = headerOf(answer, 'x-request-id');
  return (
    <section aria-label="Response" className={classes.answer}>
      <div className={classes.line}>
        <span>
          <StatusNumber status={status} /> {statusText}
        </span>
        <span>{count(milliseconds)} ms</span>
        <span>{count(body.size)} B</span>
        {id !== undefined && (
          <Link to={`/shared/${keyId}/logs?request=${id}&open=${id}`} className={classes.request}>
            in Logs {id}
          </Link>
        )}
      </div>
      {fault !== undefined && (
        <Notice tone={fault === 'reading_ended' ? 'news' : 'bad'} title={faultWords[fault].title}>
          {faultWords[fault].text}
        </Notice>
      )}
      <WhoRefused answer={answer} text={text} />
      <details>
        <summary>{count(headers.length)} headers</summary>
        <ScrolledText className={classes.text}>
          {headers.map(([name, value]) => `${name}: ${value}`).join('\n')}
        </ScrolledText>
      </details>
      {text !== undefined && text !== '' && <ScrolledText className={classes.text}>{text}</ScrolledText>}
    </section>
  );
}

/** A refusal of the gateway and a failure of the API are two things: only one of them reached the API. */
function WhoRefused({ answer, text }: { answer: ConsoleAnswer; text: string | undefined }) {
  if (answer.status < 400) return null;
  const code = codeOf(answer, text);
  const words = code === undefined ? undefined : explainOutcome(code);
  if (words !== undefined)
    return (
      <Notice tone="warn" title={words.title}>
        {words.fix}
      </Notice>
    );
  return (
    <Notice tone={answer.status >= 500 ? 'bad' : 'warn'} title={`The API itself answered ${answer.status}`}>
      The gateway let the call through; what is wrong is in the API’s own words below.
    </Notice>
  );
}

function codeOf(answer: ConsoleAnswer, text = ''): string | undefined {
  if (headerOf(answer, 'content-type')?.includes('problem+json') !== true) return undefined;
  try {
    const { code, requestId } = JSON.parse(text) as { code?: unknown; requestId?: unknown };
    // An API may answer with problems of its own.
    return typeof code === 'string' && requestId === headerOf(answer, 'x-request-id') ? code : undefined;
  } catch {
    return undefined;
  }
}

const mostShown = 200_000;

/** Whatever it is, it is shown as text; nothing of an answer ever runs here. */
function useText(answer: ConsoleAnswer): string | undefined {
  const [text, setText] = useState<string>();
  useEffect(() => {
    let left = false;
    void readText(answer).then(read => {
      if (!left) setText(read);
    });
    return () => {
      left = true;
    };
  }, [answer]);
  return text;
}

async function readText(answer: ConsoleAnswer): Promise<string> {
  const type = headerOf(answer, 'content-type') ?? '';
  if (!/json|text|xml|yaml|javascript|x-www-form-urlencoded|^$/i.test(type))
    return `${type}, not shown as text`;
  const text = await answer.body.slice(0, mostShown).text();
  if (answer.body.size > mostShown) return `${text}\n… the first ${count(mostShown)} bytes`;
  if (!type.includes('json')) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

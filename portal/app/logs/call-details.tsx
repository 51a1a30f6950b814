import type { CallView } from '@ck/shared/calls';
import { explainOutcome } from '@ck/shared/refusal-words';
import { Button } from '@mantine/core';
import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { CopyText } from '#app/components/copy-text.tsx';
import { PermissionWords } from '#app/components/permission-boxes.tsx';
import { ScrolledText } from '#app/components/scrolled-text.tsx';
import { Time } from '#app/components/time.tsx';
import { environmentLabels } from '#app/environment.ts';
import { count } from '#app/numbers.ts';
import { CopyButton } from './copy-button.tsx';
import type { OpenedCall } from './load-log.server.ts';
import classes from './log-page.module.css';
import { LogTime } from './log-time.tsx';

/** One call with all that is known of it: what it came to, why, and what to do about it. */
export function CallDetails({ call, opened }: { call: CallView; opened: OpenedCall }) {
  const { curl, link, replay, body } = opened;
  return (
    <div className={classes.detail}>
      <div className={classes.words}>
        <Explained call={call} />
        <pre className={`${classes.curl} ck-mono`}>{curl}</pre>
        <div className={classes.actions}>
          {replay !== undefined && (
            <Button component={Link} to={replay} size="compact-sm">
              {call.outcome === 'permission_missing' ? 'Ask for the permission' : 'Open in console'}
            </Button>
          )}
          <CopyButton text={curl} label="Copy as curl" />
          <CopyButton text={link} label="Copy link" />
        </div>
        <p className="ck-small">
          {body === undefined && call.bytesIn > 0
            ? 'The key stays a variable, and the body of this call was not kept: fill in both before you run it.'
            : 'The key stays a variable: fill it in before you run it.'}{' '}
          The link opens for people of this key and its owners.
        </p>
        {body !== undefined && <SentBody body={body} />}
      </div>
      <Facts call={call} />
    </div>
  );
}

/** Only the console's Sandbox calls have one. */
function SentBody({ body: { contentType, text, bytes, until } }: { body: NonNullable<OpenedCall['body']> }) {
  return (
    <section aria-label="Request body" className={classes.body}>
      <h3>Request body</h3>
      <p className="ck-small">
        {contentType === '' ? 'No content type' : contentType}, {count(bytes)} bytes. Sent from the console in
        Sandbox, kept until <Time at={until} long />.
      </p>
      {text !== undefined && <ScrolledText className={`${classes.curl} ck-mono`}>{text}</ScrolledText>}
    </section>
  );
}

function Explained({ call }: { call: CallView }) {
  const { outcome, status, needed, held, environment } = call;
  const refusal = explainOutcome(outcome);
  if (refusal === undefined)
    return (
      <>
        <h3>The API answered {status}</h3>
        {status >= 400 && (
          <p>The gateway let the call through; what is wrong with it is for the API to say.</p>
        )}
      </>
    );
  return (
    <>
      <h3>{refusal.title}</h3>
      <p>{refusal.fix}</p>
      {outcome === 'permission_missing' && needed !== undefined && (
        <p>
          It needed <strong>{needed}</strong> in {environmentLabels[environment]}, where the key held:{' '}
          <PermissionWords held={held} />
        </p>
      )}
    </>
  );
}

function Facts({ call }: { call: CallView }) {
  const { upstreamMs } = call;
  const answeredBy =
    call.outcome === 'ok'
      ? `the API, through gateway ${call.gatewayIncarnation.slice(0, 8)}`
      : `gateway ${call.gatewayIncarnation.slice(0, 8)}${upstreamMs === undefined ? ', never sent to the API' : ''}`;
  const facts: [string, ReactNode][] = [
    ['Request id', <CopyText key="id" text={call.id} />],
    ['Time', <LogTime key="at" at={call.at} />],
    [
      'Operation',
      call.operationId === undefined ? 'none of the document' : <code key="op">{call.operationId}</code>,
    ],
    ['Answered by', answeredBy],
    ['Took', <Took key="took" call={call} />],
    ['Body', `${count(call.bytesIn)} bytes in, ${count(call.bytesOut)} out`],
    ['Key', `generation ${call.keyGeneration}`],
    ['Document', call.documentRevision === undefined ? '—' : `revision ${call.documentRevision}`],
    ['Client', call.userAgent === '' ? '—' : call.userAgent],
  ];
  return (
    <dl className="ck-facts">
      {facts.map(([name, value]) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Took({ call: { gatewayMs, upstreamMs = 0 } }: { call: CallView }) {
  const whole = Math.max(gatewayMs + upstreamMs, 0.01);
  return (
    <>
      <div className={classes.took} aria-hidden>
        <span style={{ width: `${(gatewayMs / whole) * 100}%` }} />
        <span style={{ width: `${(upstreamMs / whole) * 100}%` }} />
      </div>
      gateway {milliseconds(gatewayMs)} · API {milliseconds(upstreamMs)}
    </>
  );
}

/** "0.4 ms", "24 ms", "10.0 s". */
export function milliseconds(number: number): string {
  if (number >= 10_000) return `${(number / 1000).toFixed(1)} s`;
  return number < 10 ? `${number.toFixed(1)} ms` : `${Math.round(number)} ms`;
}

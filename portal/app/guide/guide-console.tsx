import type { ApiDocument } from '@ck/openapi/api-document';
import { Button, Loader } from '@mantine/core';
import { useRevalidator } from '@remix-run/react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { ConfirmDialog, useConfirm } from '#app/components/confirm-dialog.tsx';
import { MethodWord } from '#app/components/method-word.tsx';
import { ErrorNotice, Notice } from '#app/components/notice.tsx';
import { Time } from '#app/components/time.tsx';
import { useHydrated } from '#app/components/use-hydrated.ts';
import { AnswerPanel } from '#app/console/answer-panel.tsx';
import type { BuiltRequest } from '#app/console/typed-request.ts';
import { type SenderState, useSender } from '#app/console/use-sender.ts';
import { AskForPermission } from './ask-for-permission.tsx';
import classes from './guide-console.module.css';
import type { GuideOperation } from './guide-operations.ts';
import type { LoadedGuide } from './load-guide.server.ts';
import { SamplesPanel } from './samples-panel.tsx';

/** Swagger UI is a third of a megabyte: it comes when the page is already there to be read. */
const loadForm = () => import('#app/console/swagger-form.tsx');
const SwaggerForm = lazy(loadForm);

type GuideConsoleProps = { guide: LoadedGuide & { chosen: GuideOperation } };

/** One operation: its form, Send, the answer, and the same call as code. */
export function GuideConsole({ guide }: GuideConsoleProps) {
  const { key, environment, address, chosen, samples } = guide;
  const [typed, setTyped] = useState<BuiltRequest>();
  return (
    <div className={classes.operation}>
      <section aria-label="Console" className={classes.console}>
        <div className={classes.head}>
          <MethodWord method={chosen.method.toUpperCase()} />{' '}
          <code className={classes.path}>{chosen.path}</code>
          {chosen.summary !== undefined && <span className="ck-quiet">{chosen.summary}</span>}
        </div>
        {guide.isReplayLost && (
          <Notice tone="warn" title="That call fits no operation of this document">
            It cannot be filled in here. Choose an operation, or make it again with its curl.
          </Notice>
        )}
        {guide.replayed !== undefined && <FilledIn replayed={guide.replayed} />}
        {chosen.notAllowed === undefined ? (
          <OpenOperation guide={guide} typed={typed} onTyped={setTyped} />
        ) : (
          <AskForPermission guide={guide} />
        )}
      </section>
      <SamplesPanel
        {...{ keyId: key.id, environment, address, samples, typed, streams: chosen.streams === true }}
      />
    </div>
  );
}

/** Which call this is again, and whether its body is what was sent then. */
function FilledIn({ replayed: { at, body } }: { replayed: NonNullable<LoadedGuide['replayed']> }) {
  return (
    <Notice tone="news" title="Filled in from a call of the log">
      <Time at={at} long />.
      {body.kind === 'example' && ' The body of that call was not kept: this is the document’s example.'}
      {body.kind === 'kept' && ' The body is the one that was sent; Sandbox keeps it for 24 hours.'}
      {body.kind === 'kept' && body.files.length > 0 && ` Choose the file again: ${body.files.join(', ')}.`}
    </Notice>
  );
}

type OpenOperationProps = GuideConsoleProps & {
  typed: BuiltRequest | undefined;
  onTyped(request: BuiltRequest | undefined): void;
};

function OpenOperation({ guide, typed, onTyped }: OpenOperationProps) {
  const { key, environment, address, chosen } = guide;
  // What was typed stays when the page is read again: the form begins with what was there first.
  const [{ parameters, replayed }] = useState(guide);
  const body = replayed?.body.kind === 'kept' ? replayed.body : undefined;
  const { document, failed } = useScopedDocument(key.id, environment);
  const sender = useSender({ keyId: key.id, environment, address });
  useNewsAfterRefusal(sender.state);
  const confirm = useConfirm();
  const operation = `${key.id} ${chosen.id}`;
  const hydrated = useHydrated();
  const send = () => {
    if (typed === undefined) return;
    if (asksFirst(environment, chosen.method, operation)) confirm.open();
    else void sender.send(typed);
  };
  return (
    <>
      {document === undefined ? (
        failed ? (
          <ErrorNotice title="The document could not be read" errors={['Reload the page to try again.']} />
        ) : (
          hydrated && <Loader size="sm" aria-label="The console is loading" />
        )
      ) : (
        <Suspense fallback={<Loader size="sm" aria-label="The console is loading" />}>
          <SwaggerForm
            document={document}
            operation={{ ...chosen, parameters, requestBody: body?.requestBody, text: body?.text }}
            onTyped={onTyped}
          />
        </Suspense>
      )}
      <div className={classes.actions}>
        <Button onClick={send} disabled={typed === undefined} loading={sender.state.kind === 'sending'}>
          Send
        </Button>
        {sender.state.kind === 'sending' && (
          <Button variant="default" onClick={sender.cancel}>
            Cancel
          </Button>
        )}
      </div>
      <AnswerPanel keyId={key.id} state={sender.state} />
      <ConfirmDialog
        opened={confirm.opened}
        onClose={confirm.close}
        title={`Send ${chosen.method.toUpperCase()} ${chosen.path} to Production?`}
        safe="Not now"
        act="Send to Production"
        onAct={() => {
          confirm.close();
          confirmed.add(operation);
          if (typed !== undefined) void sender.send(typed);
        }}
      >
        This changes real data. You are asked once for this operation with this key, until you reload the
        page.
      </ConfirmDialog>
    </>
  );
}

/** A refusal may tell of a change that this page has not heard of: then it is read again. */
function useNewsAfterRefusal(state: SenderState): void {
  const { revalidate } = useRevalidator();
  const isRefused = state.kind === 'answered' && [401, 403].includes(state.answer.status);
  useEffect(() => {
    if (isRefused) revalidate();
  }, [isRefused, revalidate]);
}

const confirmed = new Set<string>();
const asksFirst = (environment: string, method: string, operation: string) =>
  environment === 'production' && method !== 'get' && method !== 'head' && !confirmed.has(operation);

function useScopedDocument(keyId: string, environment: string) {
  const [document, setDocument] = useState<ApiDocument>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const left = new AbortController();
    // The form comes at the same time as what it is filled with; whether that worked is seen where it is shown.
    loadForm().catch(() => undefined);
    fetch(`/shared/${keyId}/document?environment=${environment}`, { signal: left.signal })
      .then(async answer => (answer.ok ? setDocument(await answer.json()) : setFailed(true)))
      .catch(() => setFailed(!left.signal.aborted));
    return () => left.abort();
  }, [keyId, environment]);
  return { document, failed };
}

import type { EndpointView } from '@ck/shared/endpoints';
import { Form, useFetcher, useSubmit } from '@remix-run/react';
import { useEffect } from 'react';
import { ConfirmDialog, useConfirm } from '#app/components/confirm-dialog.tsx';
import { Notice } from '#app/components/notice.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { RevisionChanges } from '#app/components/revision-changes.tsx';
import { SaveButton } from '#app/components/save-button.tsx';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import type { loader } from '../apis.$slug.deployment.ts';
import classes from './overview.module.css';

type DeployFormProps = { endpoint: EndpointView; outcome: FormOutcome | undefined };

/** Takes the document that Sandbox has to Production, after asking. */
export function DeployForm({ endpoint, outcome }: DeployFormProps) {
  const confirm = useConfirm();
  const submit = useSubmit();
  const { sandbox, production } = endpoint;
  const revision = sandbox.documentRevision;
  const newest = production.deployed && production.documentRevision === revision;
  const mine = outcomeAt(outcome, 'deploy');
  const refusal = Object.values(mine?.result?.error ?? {}).flatMap(words => words ?? []);
  const deploy = { intent: 'deploy', expectedVersion: String(endpoint.version) };
  return (
    <>
      {refusal.length > 0 && mine?.conflict === false ? (
        <Notice tone="bad" title="Not deployed">
          {refusal.join(' ')}
        </Notice>
      ) : (
        <OutcomeNotice outcome={mine} failed="Not deployed" />
      )}
      <Form
        method="post"
        className={classes.row}
        onSubmit={event => {
          event.preventDefault();
          confirm.open();
        }}
      >
        <input type="hidden" name="intent" value="deploy" />
        <input type="hidden" name="expectedVersion" value={endpoint.version} />
        <SaveButton disabled={newest || revision === undefined || production.upstream === undefined}>
          Deploy to Production
        </SaveButton>
        <span className="ck-small">{hintOf(production, newest, revision)}</span>
      </Form>
      <ConfirmDialog
        opened={confirm.opened}
        onClose={confirm.close}
        title={`Deploy ${endpoint.name} to Production?`}
        safe="Not now"
        act="Deploy to Production"
        danger={false}
        onAct={() => {
          confirm.close();
          submit(deploy, { method: 'post', preventScrollReset: true });
        }}
      >
        Production takes revision {revision} of the document. Calls go to {production.upstream}.
        {confirm.opened && <WhatChanges slug={endpoint.slug} />}
      </ConfirmDialog>
    </>
  );
}

/** Asked for once somebody is about to deploy: reading two documents may take a moment. */
function WhatChanges({ slug }: { slug: string }) {
  const { data, load } = useFetcher<typeof loader>();
  useEffect(() => load(`/apis/${slug}/deployment`), [load, slug]);
  if (data === undefined) return <p className="ck-muted">Comparing the revisions …</p>;
  return data.difference === null ? null : <RevisionChanges difference={data.difference} />;
}

function hintOf(
  production: EndpointView['production'],
  newest: boolean,
  revision: number | undefined,
): string {
  if (production.upstream === undefined) return 'Save a Production upstream first';
  return newest ? 'Production has what Sandbox has' : `Brings revision ${revision ?? ''} to Production`;
}

import type { EndpointView, Environment } from '@ck/shared/endpoints';
import { getFormProps, useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { EnvironmentBadge } from '#app/components/environment-badge.tsx';
import { TextField } from '#app/components/form-field.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { SaveButton } from '#app/components/save-button.tsx';
import { StatusBadge } from '#app/components/status-badge.tsx';
import { Time } from '#app/components/time.tsx';
import { environmentLabels } from '#app/environment.ts';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import { DeployForm } from './deploy-form.tsx';
import { HandlingForm } from './handling-form.tsx';
import classes from './overview.module.css';

type DeploymentCardProps = {
  environment: Environment;
  endpoint: EndpointView;
  /** The names of the secret headers that go with each call. */
  headers: Readonly<Record<Environment, readonly string[]>>;
  outcome: FormOutcome | undefined;
};

/** Where one environment of the endpoint runs, and what is deployed there. */
export function DeploymentCard({ environment, endpoint, headers, outcome }: DeploymentCardProps) {
  const deployment = endpoint[environment];
  return (
    <section
      className={classes.panel}
      data-environment={environment}
      aria-label={environmentLabels[environment]}
    >
      <div className={classes.head}>
        <EnvironmentBadge environment={environment} />
        <StatusBadge status={deployment.deployed ? 'Deployed' : 'Not deployed'} />
      </div>
      <dl className="ck-facts">
        <dt>Document</dt>
        <dd>
          {deployment.documentRevision === undefined ? 'none yet' : `revision ${deployment.documentRevision}`}
        </dd>
        <dt>Answers</dt>
        <dd>{deployment.mock ? 'from the document' : 'from the upstream'}</dd>
        <dt>Deployed</dt>
        <dd>{deployment.deployedAt === undefined ? 'never' : <Time at={deployment.deployedAt} long />}</dd>
      </dl>
      {/* Values that were saved fill their own form anew, and leave alone what is being entered in another. */}
      <UpstreamForm
        key={`upstream-${deployment.upstream}`}
        {...{ environment, endpoint, headers, outcome }}
      />
      <HandlingForm
        key={`handling-${deployment.mock}-${deployment.strict}`}
        {...{ environment, endpoint, outcome }}
      />
      {environment === 'production' && <DeployForm endpoint={endpoint} outcome={outcome} />}
    </section>
  );
}

function UpstreamForm({ environment, endpoint, headers, outcome }: DeploymentCardProps) {
  const mine = outcomeAt(outcome, `upstream:${environment}`);
  const [form, fields] = useForm<{ upstream: string }>({
    lastResult: mine?.conflict === true ? null : (mine?.result ?? null),
    defaultValue: { upstream: endpoint[environment].upstream ?? '' },
    id: `upstream-${environment}`,
  });
  return (
    <Form method="post" {...getFormProps(form)} className={classes.form} noValidate preventScrollReset>
      <input type="hidden" name="intent" value="upstream" />
      <input type="hidden" name="environment" value={environment} />
      <input type="hidden" name="expectedVersion" value={endpoint.version} />
      <TextField
        field={fields.upstream}
        label={`${environmentLabels[environment]} upstream`}
        description={`Where the gateway sends ${environmentLabels[environment]} calls${goesAlong(headers[environment])}`}
        inputMode="url"
      />
      <OutcomeNotice outcome={mine} failed="The upstream was not saved" />
      <div>
        <SaveButton variant="default">Save</SaveButton>
      </div>
    </Form>
  );
}

/** Whoever mistypes an address sends it these too. */
const goesAlong = (names: readonly string[]) =>
  names.length === 0
    ? ''
    : `, with the secret upstream ${names.length === 1 ? 'header' : 'headers'} ${names.join(', ')}`;

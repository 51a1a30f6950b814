import type { EndpointView, Environment } from '@ck/shared/endpoints';
import { PasswordInput, TextInput } from '@mantine/core';
import { Form } from '@remix-run/react';
import { Card } from '#app/components/card.tsx';
import { EnvironmentBadge } from '#app/components/environment-badge.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { SaveButton } from '#app/components/save-button.tsx';
import { environments } from '#app/environment.ts';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import classes from './settings.module.css';

type HeadersCardProps = {
  endpoint: EndpointView;
  headers: Readonly<Record<Environment, readonly string[]>>;
  outcome: FormOutcome | undefined;
};

/** What the gateway tells the API beside the call, such as a password of its own: written once, never shown again. */
export function HeadersCard({ endpoint, headers, outcome }: HeadersCardProps) {
  return (
    <Card
      title="Upstream headers"
      hint="Sent to your API with every call, in place of what a partner may send under the same name. Values are sealed and never shown again."
    >
      <div className={classes.pair}>
        {environments.map(environment => (
          <section key={environment} aria-label={`Headers of ${environment}`} className={classes.form}>
            <div>
              <EnvironmentBadge environment={environment} />
            </div>
            {endpoint[environment].upstream === undefined ? (
              <p className="ck-small">No upstream address yet. Save one on the overview first.</p>
            ) : (
              <Headers {...{ endpoint, environment, names: headers[environment], outcome }} />
            )}
          </section>
        ))}
      </div>
    </Card>
  );
}

type HeadersProps = Pick<HeadersCardProps, 'endpoint' | 'outcome'> & {
  environment: Environment;
  names: readonly string[];
};

function Headers({ endpoint, environment, names, outcome }: HeadersProps) {
  const mine = outcomeAt(outcome, `headers:${environment}`);
  const errors = mine?.result?.error;
  const hidden = (intent: string) => (
    <>
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="environment" value={environment} />
      <input type="hidden" name="expectedVersion" value={endpoint.version} />
    </>
  );
  return (
    <>
      {names.length === 0 ? (
        <p className="ck-small">None.</p>
      ) : (
        <ul className={classes.list}>
          {names.map(name => (
            <li key={name}>
              <code>{name}</code>
              <Form method="post" preventScrollReset>
                {hidden('remove_header')}
                <input type="hidden" name="name" value={name} />
                <SaveButton variant="default" size="compact-sm" aria-label={`Remove ${name}`}>
                  Remove
                </SaveButton>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <Form
        key={endpoint.version}
        method="post"
        className={classes.form}
        preventScrollReset
        autoComplete="off"
      >
        {hidden('save_header')}
        <TextInput
          name="name"
          label="Header"
          placeholder="Authorization"
          defaultValue={String(mine?.result?.initialValue?.name ?? '')}
          error={errors?.name?.join(' ')}
        />
        <PasswordInput
          name="value"
          label="Value"
          description="A header of this name is replaced"
          autoComplete="new-password"
          error={[...(errors?.value ?? []), ...(errors?.headers ?? [])].join(' ') || undefined}
        />
        <OutcomeNotice outcome={mine} failed="The headers were not changed" />
        <div>
          <SaveButton variant="default">Save header</SaveButton>
        </div>
      </Form>
    </>
  );
}

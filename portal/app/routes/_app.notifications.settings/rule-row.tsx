import type { MyRule } from '@ck/shared/notifications';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { Form } from '@remix-run/react';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import type { FormOutcome } from '#app/form-outcome.ts';
import classes from './settings.module.css';

type RuleRowProps = { keyId: string; rule: MyRule; outcome: FormOutcome | undefined };

/** One kind: whether, by which ways, from which number on; and a test, to see that it arrives. */
export function RuleRow({ keyId, rule, outcome }: RuleRowProps) {
  const { kind, label, hint } = rule;
  const title = `rule-${keyId}-${kind}`;
  return (
    <section className={classes.row} aria-labelledby={title}>
      <div>
        <h3 id={title} className={classes.title}>
          {label}
        </h3>
        <p className="ck-small">{hint}</p>
      </div>
      <div className={classes.stack}>
        <div className={classes.forms}>
          <Form method="post" className={classes.form} preventScrollReset>
            <Hidden intent="save" keyId={keyId} kind={kind} />
            <Checkbox name="on" label="On" defaultChecked={rule.on} />
            <Checkbox name="mail" label="By mail" defaultChecked={rule.mail} />
            <Checkbox name="portal" label="In the portal" defaultChecked={rule.portal} />
            <ThresholdField rule={rule} outcome={outcome} />
            <Button type="submit" variant="default" size="compact-sm" aria-label={`Save: ${label}`}>
              Save
            </Button>
          </Form>
          <Form method="post" preventScrollReset>
            <Hidden intent="test" keyId={keyId} kind={kind} />
            <Button type="submit" variant="subtle" size="compact-sm" aria-label={`Send me a test: ${label}`}>
              Send me a test
            </Button>
          </Form>
        </div>
        <OutcomeNotice outcome={outcome} failed="Not done" />
      </div>
    </section>
  );
}

function ThresholdField({ rule, outcome }: Pick<RuleRowProps, 'rule' | 'outcome'>) {
  const { limits, threshold } = rule;
  if (limits === undefined) return null;
  const errors = outcome?.result?.error?.threshold;
  return (
    <span className={classes.threshold}>
      {limits.label}
      <TextInput
        name="threshold"
        inputMode="numeric"
        w={64}
        aria-label={`${limits.label}, ${limits.unit}`}
        defaultValue={threshold}
        error={errors?.join(' ')}
      />
      {limits.unit}
    </span>
  );
}

function Hidden(fields: { intent: string; keyId: string; kind: string }) {
  return Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}

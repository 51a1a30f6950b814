import type { Assignment } from '@ck/shared/notifications';
import { Button, Checkbox } from '@mantine/core';
import { Form } from '@remix-run/react';
import { IconChevronRight } from '@tabler/icons-react';
import { Card, CardFoot } from '#app/components/card.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import classes from './notifications.module.css';

type NotificationsCardProps = { assignments: readonly Assignment[]; outcome: FormOutcome | undefined };

/** Who of the partner is told of what. How they hear of it, by mail or in the portal, is theirs to say. */
export function NotificationsCard({ assignments, outcome }: NotificationsCardProps) {
  return (
    <Card title="Notifications" hint="What each collaborator is told of, before their app finds out" flush>
      {assignments.map(assignment => (
        <Person
          key={assignment.accountId}
          assignment={assignment}
          outcome={outcomeAt(outcome, `assign:${assignment.accountId}`)}
        />
      ))}
      <CardFoot>
        <span>
          {assignments.length === 0
            ? 'Nobody has accepted yet. From then on a collaborator is told when the key is switched, regenerated, changed or about to end.'
            : 'You choose the kinds. Each collaborator chooses mail or portal, and thresholds.'}
        </span>
      </CardFoot>
    </Card>
  );
}

function Person({ assignment, outcome }: { assignment: Assignment; outcome: FormOutcome | undefined }) {
  const { accountId, address, kinds } = assignment;
  const assigned = kinds.filter(kind => kind.assigned).length;
  return (
    <details className={classes.person} open={outcome !== undefined || undefined}>
      <summary className={classes.summary}>
        <IconChevronRight size={14} className={classes.arrow} aria-hidden />
        <span className={classes.address}>{address}</span>
        <span className="ck-small">
          {assigned} of {kinds.length} kinds
        </span>
      </summary>
      <Form method="post" className={classes.form} preventScrollReset>
        <input type="hidden" name="intent" value="assign" />
        <input type="hidden" name="accountId" value={accountId} />
        <fieldset className={classes.kinds}>
          <legend className={classes.legend}>Notifications of {address}</legend>
          {kinds.map(({ kind, label, hint, assigned: checked }) => (
            <Checkbox
              key={kind}
              name="kinds"
              value={kind}
              label={label}
              description={hint}
              defaultChecked={checked}
            />
          ))}
        </fieldset>
        <OutcomeNotice outcome={outcome} failed="Not saved" />
        <div>
          <Button type="submit" variant="default">
            Save
          </Button>
        </div>
      </Form>
    </details>
  );
}

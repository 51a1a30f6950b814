import { listMyRules, type MyRules } from '@ck/shared/notifications';
import { useActionData, useLoaderData } from '@remix-run/react';
import { IconBell } from '@tabler/icons-react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { Card, CardFoot } from '#app/components/card.tsx';
import { Empty } from '#app/components/empty.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import { notificationSections } from '#app/notification-pages.ts';
import { pageTitle } from '#app/page-title.ts';
import { actOnRule } from './act.server.ts';
import { RuleRow } from './rule-row.tsx';

export const meta = () => pageTitle('Notification settings');

export const loader = signedIn(async ({ actor }) => ({ keys: await listMyRules(actor) }));

export const action = signedIn(
  async ({ actor, request }) => await actOnRule(actor, await request.formData()),
);

export default function Settings() {
  const { keys } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Notifications"
        lead="How you hear of what concerns the keys that are shared with you"
        sections={notificationSections}
      />
      <PageBody>
        {keys.map(each => (
          <KeyCard key={each.keyId} mine={each} outcome={outcome} />
        ))}
        {keys.length === 0 && (
          <Card flush>
            <Empty icon={IconBell} title="Nothing is shared with you">
              Settings are for collaborators. As an owner you find here in the inbox who accepted your
              invitations, and which mails failed.
            </Empty>
          </Card>
        )}
      </PageBody>
    </>
  );
}

function KeyCard({ mine, outcome }: { mine: MyRules; outcome: FormOutcome | undefined }) {
  const { keyId, keyName, endpoint, rules } = mine;
  return (
    <Card title={endpoint} hint={`Key ${keyName}`} flush>
      {rules.map(rule => (
        <RuleRow
          key={rule.kind}
          keyId={keyId}
          rule={rule}
          outcome={outcomeAt(outcome, `${keyId}:${rule.kind}`)}
        />
      ))}
      <CardFoot>
        <span>
          {rules.length === 0
            ? 'No kind is assigned to you for this key.'
            : 'The owner of the API chooses the kinds; ask there for others.'}
        </span>
      </CardFoot>
    </Card>
  );
}

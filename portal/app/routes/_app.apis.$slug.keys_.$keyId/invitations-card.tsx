import type { FirstSuccess, InvitationStatus, InvitationView } from '@ck/shared/invitations';
import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { Card, CardFoot } from '#app/components/card.tsx';
import { useConfirm } from '#app/components/confirm-dialog.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { type Status, StatusBadge } from '#app/components/status-badge.tsx';
import { Time } from '#app/components/time.tsx';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import { firstSuccessInWords, mailInWords, statusesInWords } from '#app/invitations-in-words.ts';
import { InvitationActions } from './invitation-actions.tsx';
import classes from './invitations.module.css';
import { InviteDialog } from './invite-dialog.tsx';
import { useFirstSuccesses } from './use-first-successes.ts';

type InvitationsCardProps = {
  keyName: string;
  invitations: readonly InvitationView[];
  outcome: FormOutcome | undefined;
};

export function InvitationsCard({ keyName, invitations, outcome }: InvitationsCardProps) {
  const dialog = useConfirm();
  const invite = (
    <Button leftSection={<IconUserPlus size={15} aria-hidden />} onClick={dialog.open}>
      Invite Collaborator
    </Button>
  );
  const told = outcomeAt(outcome, 'invitations');
  const successes = useFirstSuccesses(invitations);
  return (
    <Card id="invitations" title="Invitations" hint={statusesInWords(invitations)} actions={invite} flush>
      {told !== undefined && (
        <div className={classes.told}>
          <OutcomeNotice outcome={told} failed="Not done" />
        </div>
      )}
      {invitations.length > 0 && (
        <DataTable caption="Invitations" columns={columns}>
          {invitations.map(invitation => (
            <Row
              key={invitation.id}
              invitation={invitation}
              keyName={keyName}
              success={successes?.find(({ invitationId }) => invitationId === invitation.id)}
            />
          ))}
        </DataTable>
      )}
      <CardFoot>
        <span>
          {invitations.length === 0
            ? 'Nobody is invited yet. Whom you invite gets a mail with a link, never a key.'
            : 'Revoking ends a person’s access to this portal. The key itself keeps working until it is inactive or regenerated.'}
        </span>
      </CardFoot>
      <InviteDialog keyName={keyName} dialog={dialog} outcome={outcome} />
    </Card>
  );
}

const columns = [
  { name: 'address', label: 'E-mail' },
  { name: 'status', label: 'Status', width: '112px' },
  { name: 'mail', label: 'Mail' },
  { name: 'sent', label: 'Sent', width: '120px' },
  { name: 'detail', label: 'Detail' },
  { name: 'actions', label: 'Actions', end: true },
];

const badges: Readonly<Record<InvitationStatus, Status>> = {
  pending: 'Pending',
  accepted: 'Accepted',
  expired: 'Expired',
  revoked: 'Revoked',
};

type RowProps = { invitation: InvitationView; keyName: string; success: FirstSuccess | undefined };

function Row({ invitation, keyName, success }: RowProps) {
  const { address, status, mail, sentAt } = invitation;
  return (
    <tr>
      <td data-label="E-mail" className={classes.address}>
        {address}
      </td>
      <td data-label="Status">
        <StatusBadge status={badges[status]} />
      </td>
      <td data-label="Mail" className={mail?.state === 'failed' ? classes.failed : undefined}>
        {mailInWords(mail)}
      </td>
      <td data-label="Sent">
        <Time at={sentAt} />
      </td>
      <td data-label="Detail">
        <Detail invitation={invitation} />
        {success !== undefined && <div className="ck-small">{firstSuccessInWords(success)}</div>}
      </td>
      <td data-label="Actions" data-end>
        <InvitationActions invitation={invitation} keyName={keyName} />
      </td>
    </tr>
  );
}

function Detail({
  invitation: { status, expiresAt, acceptedAt, revokedAt },
}: {
  invitation: InvitationView;
}) {
  const [words, at] =
    status === 'revoked'
      ? (['Revoked', revokedAt] as const)
      : status === 'accepted'
        ? (['Accepted', acceptedAt] as const)
        : ([status === 'pending' ? 'Valid until' : 'Ended', expiresAt] as const);
  return (
    <>
      {words} {at !== undefined && <Time at={at} />}
    </>
  );
}

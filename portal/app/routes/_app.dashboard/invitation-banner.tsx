import type { WaitingInvitation } from '@ck/shared/invitations';
import { Button } from '@mantine/core';
import { Form, useNavigation } from '@remix-run/react';
import { Notice } from '#app/components/notice.tsx';
import { Time } from '#app/components/time.tsx';

/** On top of the dashboard, until it is answered or ends. */
export function InvitationBanner({ invitation }: { invitation: WaitingInvitation }) {
  const { id, endpoint, invitedBy, expiresAt } = invitation;
  const sending = useNavigation().state === 'submitting';
  const accept = (
    <Form method="post">
      <input type="hidden" name="invitationId" value={id} />
      <Button
        type="submit"
        size="compact-sm"
        loading={sending}
        aria-label={`Accept the invitation to ${endpoint}`}
      >
        Accept
      </Button>
    </Form>
  );
  return (
    <Notice tone="news" title={`${invitedBy} invites you to the ${endpoint}`} action={accept}>
      Valid until <Time at={expiresAt} long />
    </Notice>
  );
}

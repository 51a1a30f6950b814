import type { OpenInvitation } from '@ck/shared/invitations';
import { Button } from '@mantine/core';
import { Form, Link, useNavigation } from '@remix-run/react';
import { Notice } from '#app/components/notice.tsx';
import { SignInFrame } from '#app/components/sign-in-frame.tsx';
import { Time } from '#app/components/time.tsx';

type OpenProps = {
  invitation: Extract<OpenInvitation, { kind: 'open' }>;
  token: string;
  signedInAs: string | undefined;
};

export function Open({ invitation, token, signedInAs }: OpenProps) {
  const { address, endpoint, keyName, invitedBy, expiresAt, hasAccount } = invitation;
  const isOther = signedInAs !== undefined && signedInAs !== address;
  return (
    <SignInFrame title={`${invitedBy} invites you to the ${endpoint}`}>
      <p>
        The endpoint is shared with <strong>{keyName}</strong>. This invitation is for{' '}
        <strong>{address}</strong>, valid until <Time at={expiresAt} long />.
      </p>
      {isOther && (
        <Notice tone="warn" title={`You are signed in as ${signedInAs}`}>
          {hasAccount
            ? 'Sign in as the invited address to accept.'
            : 'Accept, and you go on as the invited address.'}
        </Notice>
      )}
      {hasAccount && signedInAs !== address ? (
        <SignIn address={address} token={token} adds={isOther} />
      ) : (
        <Accept address={address} isNew={!hasAccount} />
      )}
    </SignInFrame>
  );
}

function Accept({ address, isNew }: { address: string; isNew: boolean }) {
  const sending = useNavigation().state === 'submitting';
  return (
    <Form method="post">
      <Button type="submit" size="lg" fullWidth loading={sending} autoFocus>
        Accept
      </Button>
      {isNew && <p className="ck-small">Accepting makes an account for {address}. No password is needed.</p>}
    </Form>
  );
}

function SignIn({ address, token, adds }: { address: string; token: string; adds: boolean }) {
  const next = encodeURIComponent(`/invitations/${token}`);
  return (
    <Button component={Link} to={`/sign-in?${adds ? 'add=account&' : ''}next=${next}`} size="lg" fullWidth>
      Sign in as {address}
    </Button>
  );
}

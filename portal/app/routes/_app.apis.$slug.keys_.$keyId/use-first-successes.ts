import type { FirstSuccess, InvitationView } from '@ck/shared/invitations';
import { useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import type { loader } from '../keys.$keyId.first-success.ts';

/** How far people who accepted have come: asked for once the page is shown, because it may look through many calls. */
export function useFirstSuccesses(
  invitations: readonly InvitationView[],
): readonly FirstSuccess[] | undefined {
  const { data, load } = useFetcher<typeof loader>();
  const keyId = invitations.find(({ status }) => status === 'accepted')?.keyId;
  useEffect(() => {
    if (keyId !== undefined) load(`/keys/${keyId}/first-success`);
  }, [load, keyId]);
  return data?.people;
}

import { permissionLabels } from '@ck/shared/permissions';
import { Button, Textarea } from '@mantine/core';
import { Form, useActionData, useNavigation } from '@remix-run/react';
import { Notice } from '#app/components/notice.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import type { GuideOperation } from './guide-operations.ts';
import type { LoadedGuide } from './load-guide.server.ts';

/** Why an operation is locked, and the way to its owner. */
export function AskForPermission({
  guide: { environment, chosen, sharedBy, waiting, replayed },
}: {
  guide: LoadedGuide & { chosen: GuideOperation };
}) {
  const outcome = outcomeAt(useActionData<FormOutcome>(), 'permission');
  const sending = useNavigation().state === 'submitting';
  const { needed, notAllowed = '' } = chosen;
  const isWaiting = waiting.some(
    ({ wish }) =>
      wish.kind === 'permission' && wish.permission === needed && wish.environment === environment,
  );
  return (
    <>
      <Notice tone="warn" title={notAllowed}>
        {needed === undefined ? 'No key can.' : `${sharedBy} decides about that.`}
      </Notice>
      {isWaiting && <Notice tone="news" title="You have asked. You hear of the decision here and by mail." />}
      {needed !== undefined && !isWaiting && (
        <Form method="post" preventScrollReset style={{ display: 'grid', gap: 12 }}>
          <input type="hidden" name="intent" value="permission" />
          <input type="hidden" name="environment" value={environment} />
          <input type="hidden" name="permission" value={needed} />
          {replayed !== undefined && <input type="hidden" name="callId" value={replayed.id} />}
          <Textarea
            name="note"
            label={`Ask for ${permissionLabels[needed]}`}
            description="What you need it for. Optional"
            rows={2}
            maxLength={500}
          />
          <OutcomeNotice outcome={outcome} failed="Not asked" />
          <div>
            <Button type="submit" loading={sending}>
              Ask the owner
            </Button>
          </div>
        </Form>
      )}
    </>
  );
}

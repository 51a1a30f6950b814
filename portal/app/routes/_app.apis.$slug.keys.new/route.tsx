import { getEndpoint } from '@ck/shared/endpoints';
import { createKey } from '@ck/shared/keys';
import { outcomeInWords } from '@ck/shared/receipt';
import { parseWithZod } from '@conform-to/zod/v4';
import { Modal } from '@mantine/core';
import { useActionData, useNavigate } from '@remix-run/react';
import { z } from 'zod';
import { signedIn } from '#app/auth/require-account.server.ts';
import { portalSettings } from '#app/config.server.ts';
import { refuseForm, refuseInput } from '#app/errors.server.ts';
import { redirectWithToast } from '#app/toast.server.ts';
import { AddKeyForm } from './add-key-form.tsx';

const schema = z.object({
  name: z.string({ error: 'Enter a name, such as Acme Corp.' }),
  description: z.string().default(''),
  permissions: z.array(z.enum(['create', 'read', 'update', 'delete'])).default([]),
});

export const loader = signedIn(async ({ actor, param }) => {
  await getEndpoint(actor, param('slug'));
  return null;
});

export const action = signedIn(async ({ actor, request, context, param }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== 'success') return refuseInput(submission);
  try {
    const key = await createKey(
      actor,
      { endpointId: endpoint.id, ...submission.value },
      portalSettings().keySecrets,
    );
    const words = `${key.name} is added, both keys active: ${outcomeInWords(key.fence)}`;
    return await redirectWithToast(`/apis/${endpoint.slug}/keys/${key.id}`, words, context);
  } catch (error) {
    return refuseForm(submission, error);
  }
});

/** The dialog of `Add`: a page of its own over the list, so that it also opens and saves without scripts. */
export default function AddKey() {
  const result = useActionData<typeof action>()?.result;
  const navigate = useNavigate();
  const close = () => navigate('..', { preventScrollReset: true, relative: 'path' });
  return (
    <Modal
      opened
      onClose={close}
      title="Add collaboration key"
      withinPortal={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <AddKeyForm result={result} />
    </Modal>
  );
}

import type { Environment } from '@ck/shared/endpoints';
import type { Overlap } from '@ck/shared/keys';
import { Radio, Stack } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { environmentLabels } from '../environment.ts';
import { ConfirmDialog, useConfirm } from './confirm-dialog.tsx';
import { FieldButton } from './field-button.tsx';

type RegenerateProps = {
  keyName: string;
  environment: Environment;
  masked: string;
  busy: boolean;
  onConfirm(keep: Overlap | undefined): Promise<void>;
};

const choices: readonly { value: 'now' | Overlap; label: string }[] = [
  { value: 'now', label: 'Stops at once' },
  { value: '1h', label: 'Works for 1 more hour' },
  { value: '24h', label: 'Works for 24 more hours' },
  { value: '7d', label: 'Works for 7 more days' },
];

/** Asks what becomes of the old key; that it stops at once is the default. */
export function Regenerate({ keyName, environment, masked, busy, onConfirm }: RegenerateProps) {
  const confirm = useConfirm();
  const [choice, setChoice] = useState<'now' | Overlap>('now');
  const place = environmentLabels[environment];
  return (
    <>
      <FieldButton icon={IconRefresh} onClick={confirm.open} busy={busy}>
        Regenerate
      </FieldButton>
      <ConfirmDialog
        opened={confirm.opened}
        onClose={confirm.close}
        title={`Regenerate the ${place} key of ${keyName}?`}
        safe="Keep this key"
        act="Regenerate"
        onAct={() => {
          confirm.close();
          void onConfirm(choice === 'now' ? undefined : choice);
        }}
      >
        <Stack gap={16}>
          <Radio.Group
            label={`The old key ${masked}`}
            value={choice}
            onChange={value => setChoice(choices.find(each => each.value === value)?.value ?? 'now')}
          >
            <Stack gap={8} mt={8}>
              {choices.map(({ value, label }) => (
                <Radio key={value} value={value} label={label} />
              ))}
            </Stack>
          </Radio.Group>
          <p>
            {choice === 'now'
              ? 'It cannot be brought back. Everyone who uses it needs the new key.'
              : 'Both keys work until then; answers to the old one say until when. You can end it early.'}
          </p>
        </Stack>
      </ConfirmDialog>
    </>
  );
}

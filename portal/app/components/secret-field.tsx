import type { Environment } from '@ck/shared/endpoints';
import { Button } from '@mantine/core';
import { IconCheck, IconCopy, IconEye, IconEyeOff, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { environmentLabels } from '../environment.ts';
import { ConfirmDialog, useConfirm } from './confirm-dialog.tsx';
import { Notice } from './notice.tsx';
import classes from './secret-field.module.css';
import { shownSeconds, useKeySecret } from './use-key-secret.ts';

type SecretFieldProps = {
  keyId: string;
  keyName: string;
  environment: Environment;
  masked: string;
  /** Only its owner may replace a key. */
  canRegenerate?: boolean;
  /** When it was issued, and the like. */
  facts: ReactNode;
};

/** An API key: masked until somebody asks, and masked again by itself. */
export function SecretField(props: SecretFieldProps) {
  const { masked, facts, canRegenerate = false } = props;
  const secret = useKeySecret(props);
  const shown = secret.keyText !== undefined;
  return (
    <div className={classes.stack}>
      <div className={classes.field}>
        <code className={classes.text} data-shown={shown || undefined} data-testid="key-text">
          {secret.keyText ?? masked}
        </code>
        <div className={classes.actions}>
          <FieldButton
            icon={shown ? IconEyeOff : IconEye}
            onClick={shown ? secret.hide : secret.show}
            busy={secret.busy}
          >
            {shown ? 'Hide' : 'Show'}
          </FieldButton>
          <FieldButton icon={secret.copied ? IconCheck : IconCopy} onClick={secret.copy} busy={secret.busy}>
            {secret.copied ? 'Copied' : 'Copy'}
          </FieldButton>
          {canRegenerate && <Regenerate {...props} busy={secret.busy} onConfirm={secret.regenerate} />}
        </div>
      </div>
      <p className="ck-small">
        {facts}
        {shown && ` · hides by itself after ${shownSeconds} s`}
      </p>
      {secret.outcome !== undefined && <Notice {...secret.outcome} />}
    </div>
  );
}

type FieldButtonProps = { icon: typeof IconEye; onClick(): void; busy: boolean; children: string };

function FieldButton({ icon: Mark, onClick, busy, children }: FieldButtonProps) {
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<Mark size={15} stroke={1.75} aria-hidden />}
      onClick={onClick}
      aria-disabled={busy || undefined}
    >
      {children}
    </Button>
  );
}

function Regenerate(props: SecretFieldProps & { busy: boolean; onConfirm(): Promise<void> }) {
  const confirm = useConfirm();
  const place = environmentLabels[props.environment];
  return (
    <>
      <FieldButton icon={IconRefresh} onClick={confirm.open} busy={props.busy}>
        Regenerate
      </FieldButton>
      <ConfirmDialog
        opened={confirm.opened}
        onClose={confirm.close}
        title={`Regenerate the ${place} key of ${props.keyName}?`}
        safe="Keep this key"
        act="Regenerate"
        onAct={() => {
          confirm.close();
          void props.onConfirm();
        }}
      >
        {props.masked} stops working at once and cannot be brought back. Everyone who uses it needs the new
        key.
      </ConfirmDialog>
    </>
  );
}

import type { Environment } from '@ck/shared/endpoints';
import { IconCheck, IconCopy, IconEye, IconEyeOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Proof } from '../proof.ts';
import { FieldButton } from './field-button.tsx';
import { Notice } from './notice.tsx';
import { ProofReceipt } from './proof-receipt.tsx';
import { Regenerate } from './regenerate.tsx';
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
      {secret.outcome !== undefined && <Outcome {...secret.outcome} />}
    </div>
  );
}

/** A new key answers with its receipt, a failure with what to do. */
function Outcome({ title, words, proof }: { title: string; words?: string; proof?: Proof }) {
  if (proof !== undefined) return <ProofReceipt key={proof.fence.change} title={title} proof={proof} />;
  return (
    <Notice tone="bad" title={title}>
      {words}
    </Notice>
  );
}

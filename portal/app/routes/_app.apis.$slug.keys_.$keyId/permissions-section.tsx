import type { Environment } from '@ck/shared/endpoints';
import type { KeyView } from '@ck/shared/keys';
import { allPermissions, type Permission } from '@ck/shared/permissions';
import { Button } from '@mantine/core';
import { Form } from '@remix-run/react';
import { useState } from 'react';
import { BlastRadius } from '#app/components/blast-radius.tsx';
import { OutcomeNotice } from '#app/components/outcome-notice.tsx';
import { PermissionBoxes } from '#app/components/permission-boxes.tsx';
import { SaveButton } from '#app/components/save-button.tsx';
import { useHydrated } from '#app/components/use-hydrated.ts';
import { type FormOutcome, outcomeAt } from '#app/form-outcome.ts';
import classes from './key-page.module.css';

type PermissionsSectionProps = {
  keyView: KeyView;
  environment: Environment;
  outcome: FormOutcome | undefined;
};

export function PermissionsSection({ keyView, environment, outcome }: PermissionsSectionProps) {
  const held = keyView[environment].permissions;
  const [chosen, setChosen] = useState<Permission[]>([...held]);
  const hydrated = useHydrated();
  const changes = changesInWords(held, chosen);
  // Without scripts nobody sees the boxes change, so Save must always work.
  const lost = held.filter(permission => !chosen.includes(permission));
  const idle = hydrated && changes.length === 0;
  return (
    <Form method="post" className={classes.stack} preventScrollReset>
      <input type="hidden" name="intent" value="permissions" />
      <input type="hidden" name="environment" value={environment} />
      <input type="hidden" name="expectedVersion" value={keyView.version} />
      <PermissionBoxes chosen={chosen} onChange={setChosen} />
      <OutcomeNotice
        outcome={outcomeAt(outcome, `permissions:${environment}`)}
        failed="The permissions were not saved"
      />
      {lost.length > 0 && (
        <p>
          <BlastRadius keyId={keyView.id} environment={environment} without={lost} log="logs" />
        </p>
      )}
      <div className={classes.row}>
        <SaveButton disabled={idle}>Save</SaveButton>
        {changes.length > 0 && (
          <Button variant="default" onClick={() => setChosen([...held])}>
            Discard
          </Button>
        )}
        <span className="ck-small">
          {changes.length === 0
            ? 'Nothing to save'
            : `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}: ${changes.join(', ')}`}
        </span>
      </div>
    </Form>
  );
}

/** "Update off", in reading order. */
function changesInWords(held: readonly Permission[], chosen: readonly Permission[]): string[] {
  return allPermissions
    .filter(permission => held.includes(permission) !== chosen.includes(permission))
    .map(permission => {
      const word = permission.charAt(0).toUpperCase() + permission.slice(1);
      return `${word} ${chosen.includes(permission) ? 'on' : 'off'}`;
    });
}

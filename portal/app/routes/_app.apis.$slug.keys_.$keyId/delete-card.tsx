import type { KeyView } from '@ck/shared/keys';
import { DangerZone } from '#app/components/delete-by-name.tsx';
import type { FormOutcome } from '#app/form-outcome.ts';

export function DeleteCard({ keyView, outcome }: { keyView: KeyView; outcome: FormOutcome | undefined }) {
  return (
    <DangerZone
      name={keyView.name}
      act="Delete collaboration key"
      keep="Keep the key"
      outcome={outcome}
      fate={
        <>
          <strong>Goes:</strong> both API keys, all permission settings and every invitation. Calls with these
          keys are refused. <strong>Stays:</strong> past calls, readable under the name {keyView.name}.
        </>
      }
    />
  );
}

import type { PartnerResult } from '@ck/shared/onboarding';
import { Button } from '@mantine/core';
import { Link } from '@remix-run/react';
import { Card } from '#app/components/card.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { counted } from '#app/numbers.ts';
import classes from './onboard.module.css';

const columns = [
  { name: 'line', label: 'Line', width: '48px', end: true },
  { name: 'company', label: 'Company', width: '200px' },
  { name: 'key', label: 'Key' },
  { name: 'invitations', label: 'Invitations' },
];

type Added = Extract<PartnerResult, { outcome: 'added' }>;

/** What became of each line. */
export function Results({ results, base }: { results: readonly PartnerResult[]; base: string }) {
  const added = results.filter(result => result.outcome === 'added');
  const refused = results.length - added.length;
  return (
    <Card
      title={`${counted(added.length, 'key')} added`}
      hint={refused === 0 ? 'Every line is done.' : `${counted(refused, 'line')} left out, as each says.`}
      actions={
        <Button component={Link} to={base} variant="default">
          Collaboration Keys
        </Button>
      }
      flush
    >
      <DataTable caption="Results" columns={columns} dense>
        {results.map(result => (
          <tr key={result.line}>
            <td data-label="Line" data-end className="ck-muted">
              {result.line}
            </td>
            <td data-head>
              {result.outcome === 'added' ? (
                <Link to={`${base}/${result.keyId}`} className="ck-name">
                  {result.name}
                </Link>
              ) : (
                result.name
              )}
            </td>
            <td data-label="Key" className={result.outcome === 'added' ? undefined : classes.fault}>
              {result.outcome === 'added' ? keyInWords(result) : `Left out: ${result.message}`}
            </td>
            <td data-label="Invitations">
              {result.outcome === 'added' ? <Invitations invitations={result.invitations} /> : '—'}
            </td>
          </tr>
        ))}
      </DataTable>
    </Card>
  );
}

/** A list must not claim what no gateway has confirmed. */
const keyInWords = ({ fence }: Added) =>
  fence.kind === 'held' ? 'Added, on every gateway' : 'Added, not confirmed by every gateway yet';

function Invitations({ invitations }: Pick<Added, 'invitations'>) {
  const sent = invitations.filter(({ outcome }) => outcome !== 'refused').length;
  return (
    <>
      {sent === 0 ? (invitations.length === 0 ? '—' : '') : `${counted(sent, 'invitation')} on the way`}
      {invitations.map(invitation =>
        invitation.outcome === 'refused' ? (
          <div key={invitation.address} className={classes.fault}>
            {invitation.address}: {invitation.message}
          </div>
        ) : null,
      )}
    </>
  );
}

import type { EndpointView } from '@ck/shared/endpoints';
import { Link } from '@remix-run/react';
import { Card } from '#app/components/card.tsx';
import { DangerZone } from '#app/components/delete-by-name.tsx';
import type { FormOutcome } from '#app/form-outcome.ts';
import { counted } from '#app/numbers.ts';

type DeleteCardProps = { endpoint: EndpointView; keys: number; outcome: FormOutcome | undefined };

export function DeleteCard({ endpoint, keys, outcome }: DeleteCardProps) {
  if (keys > 0)
    return (
      <Card title="Danger Zone" danger>
        <strong>Delete endpoint</strong>
        <p className="ck-quiet">
          It has {counted(keys, 'key')}, so that each partner’s calls end by a deletion of its own key.{' '}
          <Link to={`/apis/${endpoint.slug}/keys`}>Delete them first</Link>.
        </p>
      </Card>
    );
  return (
    <DangerZone
      name={endpoint.name}
      act="Delete endpoint"
      keep="Keep the endpoint"
      hidden={{ expectedVersion: String(endpoint.version) }}
      outcome={outcome}
      fate={
        <>
          <strong>Goes:</strong> the endpoint with its documents and settings, for every owner.{' '}
          <strong>Stays:</strong> its name in addresses, which no other endpoint can have; recorded calls
          until their time is over, out of reach.
        </>
      }
    />
  );
}

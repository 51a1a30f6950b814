import type { DeletedKeyView } from '@ck/shared/keys';
import { Link } from '@remix-run/react';
import { Card } from '#app/components/card.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Time } from '#app/components/time.tsx';

const columns = [
  { name: 'name', label: 'Name', width: '168px' },
  { name: 'description', label: 'Description' },
  { name: 'by', label: 'Deleted by' },
  { name: 'deleted', label: 'Deleted' },
];

export function DeletedKeys({ keys, base }: { keys: readonly DeletedKeyView[]; base: string }) {
  return (
    <Card title="Deleted keys" hint="They admit nothing. Open one to read its past calls." flush>
      <DataTable caption="Deleted keys" columns={columns} dense>
        {keys.map(key => (
          <tr key={key.id}>
            <td data-head>
              <Link to={`${base}/deleted/${key.id}`} className="ck-name" prefetch="intent">
                {key.name}
              </Link>
            </td>
            <td data-label="Description" className="ck-quiet">
              {key.description === '' ? '—' : key.description}
            </td>
            <td data-label="Deleted by">{key.deletedBy}</td>
            <td data-label="Deleted">
              <Time at={key.deletedAt} long />
            </td>
          </tr>
        ))}
      </DataTable>
    </Card>
  );
}

import { type RefusalCode, refusalStatuses } from '@ck/shared/refusal';
import { explainRefusal } from '@ck/shared/refusal-words';
import { DataTable } from '#app/components/data-table.tsx';

const columns = [
  { name: 'status', label: 'Status', width: '64px' },
  { name: 'code', label: 'Code', width: '200px' },
  { name: 'what', label: 'What it means' },
  { name: 'fix', label: 'What to do' },
];

/** The table that the gateway answers by, in the words that explain the log. */
export function ErrorsTable() {
  return (
    <DataTable caption="Errors" columns={columns} dense>
      {(Object.keys(refusalStatuses) as RefusalCode[]).map(code => {
        const { title, fix } = explainRefusal(code);
        return (
          <tr key={code}>
            <td data-label="Status">{refusalStatuses[code]}</td>
            <td data-head>
              <code>{code}</code>
            </td>
            <td data-label="Meaning">{title}</td>
            <td data-label="To do">{fix}</td>
          </tr>
        );
      })}
    </DataTable>
  );
}

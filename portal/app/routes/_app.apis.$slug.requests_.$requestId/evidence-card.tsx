import type { RequestView } from '@ck/shared/requests';
import { Link } from '@remix-run/react';
import { Card, CardFoot } from '#app/components/card.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { MethodWord, StatusNumber } from '#app/components/method-word.tsx';
import { Time } from '#app/components/time.tsx';
import { environmentLabels } from '#app/environment.ts';
import { count, share } from '#app/numbers.ts';
import classes from './request.module.css';

const columns = [
  { name: 'operation', label: 'Operation' },
  { name: 'calls', label: 'Calls', width: '80px', end: true },
  { name: 'success', label: 'Success', width: '96px', end: true },
];

/** What the key did in the seven days before it asked: every number opens the rows behind it. */
export function EvidenceCard({ request, logs }: { request: RequestView; logs: string }) {
  const { evidence, callId } = request;
  const { environment, since, until, calls, succeeded, operations, lastError } = evidence;
  const rows = (parts: Record<string, string> = {}) => {
    const range = { environment, from: since.toISOString(), to: until.toISOString() };
    return `${logs}?${new URLSearchParams({ ...range, ...parts })}`;
  };
  return (
    <Card
      title={`Evidence from ${environmentLabels[environment]}`}
      hint={
        <>
          The 7 days before <Time at={until} long />, attached by itself, console included
        </>
      }
      flush
    >
      <dl className={classes.figures}>
        <div>
          <dt>Operations tried</dt>
          <dd>{count(operations.length)}</dd>
        </div>
        <div>
          <dt>Calls</dt>
          <dd>
            <Link to={rows()}>{count(calls)}</Link>
          </dd>
        </div>
        <div>
          <dt>Success</dt>
          <dd>{share(succeeded, calls) ?? '—'}</dd>
        </div>
      </dl>
      {operations.length > 0 && (
        <DataTable caption="Operations tried" columns={columns} dense>
          {operations.map(({ method, path, calls: some, succeeded: well }) => (
            <tr key={`${method} ${path}`}>
              <td data-head>
                <MethodWord method={method} /> <code>{path}</code>
              </td>
              <td data-label="Calls" data-end>
                {count(some)}
              </td>
              <td data-label="Success" data-end>
                {share(well, some)}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      <CardFoot>
        {callId !== undefined && (
          <span>
            Asked because of a refused call.{' '}
            <Link to={`${logs}?request=${callId}&open=${callId}`}>Open the refused call</Link>
          </span>
        )}
        {lastError === undefined ? (
          <span>{calls === 0 ? 'This key made no call in that time.' : 'No call failed.'}</span>
        ) : (
          <span>
            Last error: <StatusNumber status={lastError.status} /> <MethodWord method={lastError.method} />{' '}
            <code>{lastError.path}</code>, <Time at={lastError.at} long />{' '}
            <Link to={`${logs}?request=${lastError.callId}&open=${lastError.callId}`}>Open the call</Link>
          </span>
        )}
      </CardFoot>
    </Card>
  );
}

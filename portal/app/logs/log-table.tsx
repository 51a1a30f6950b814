import type { CallView } from '@ck/shared/calls';
import { Link, useSearchParams } from '@remix-run/react';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Fragment } from 'react';
import { CallPath } from '#app/components/call-path.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { EnvironmentBadge } from '#app/components/environment-badge.tsx';
import { MethodWord, StatusNumber } from '#app/components/method-word.tsx';
import { CallDetails, milliseconds } from './call-details.tsx';
import type { OpenedCall } from './load-log.server.ts';
import { withParts } from './log-address.ts';
import classes from './log-page.module.css';
import { LogTime } from './log-time.tsx';

type LogTableProps = {
  calls: readonly CallView[];
  fresh: ReadonlySet<string>;
  open: OpenedCall | undefined;
  /** Where calls of several keys stand together: their names. */
  keyNames: ReadonlyMap<string, string> | undefined;
};

export function LogTable({ calls, fresh, open, keyNames }: LogTableProps) {
  const columns = [
    { name: 'open', label: <span className="ck-small">{''}</span>, width: '24px' },
    { name: 'time', label: 'Time', width: '72px' },
    ...(keyNames === undefined ? [] : [{ name: 'key', label: 'Key' }]),
    { name: 'environment', label: 'Environment', width: '112px' },
    { name: 'method', label: 'Method', width: '64px' },
    { name: 'path', label: 'Path' },
    { name: 'status', label: 'Status', width: '64px' },
    { name: 'reason', label: 'Refused or failed because' },
    { name: 'took', label: 'Took', width: '64px', end: true },
    { name: 'source', label: 'Source', width: '64px' },
    { name: 'address', label: 'Address' },
  ];
  return (
    <div className={classes.frame}>
      <DataTable caption="Calls, newest first" columns={columns} dense>
        {calls.map(call => (
          <Fragment key={call.id}>
            <LogRow
              call={call}
              isFresh={fresh.has(call.id)}
              isOpen={open?.id === call.id}
              keyName={keyNames === undefined ? undefined : (keyNames.get(call.keyId) ?? call.keyId)}
            />
            {open?.id === call.id && (
              <tr>
                <td className={classes.details} data-head colSpan={columns.length}>
                  <CallDetails call={call} opened={open} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </DataTable>
    </div>
  );
}

type LogRowProps = { call: CallView; isFresh: boolean; isOpen: boolean; keyName: string | undefined };

function LogRow({ call, isFresh, isOpen, keyName }: LogRowProps) {
  const [search] = useSearchParams();
  const { id, at, environment, method, path, status, outcome, source, address } = call;
  const Mark = isOpen ? IconChevronDown : IconChevronRight;
  const words = `${isOpen ? 'Close' : 'Open'} call ${method} ${path} of ${at.toISOString()}`;
  return (
    <tr className={`${classes.row} ${isFresh ? classes.fresh : ''}`} data-open={isOpen || undefined}>
      <td data-label="Details">
        <Link
          to={withParts(search, { open: isOpen ? undefined : id })}
          className={classes.open}
          preventScrollReset
          replace
          aria-label={words}
          aria-expanded={isOpen}
        >
          <Mark size={15} stroke={1.75} aria-hidden />
        </Link>
      </td>
      <td data-label="Time" className={classes.time}>
        <LogTime at={at} />
      </td>
      {keyName !== undefined && <td data-label="Key">{keyName}</td>}
      <td data-label="Environment">
        <EnvironmentBadge environment={environment} quiet />
      </td>
      <td data-minor>
        <MethodWord method={method} />
      </td>
      <td data-head>
        <CallPath call={call} />
      </td>
      <td data-label="Status">
        <StatusNumber status={status} />
      </td>
      <td data-label="Because" data-minor={outcome === 'ok' || undefined}>
        <Reason outcome={outcome} status={status} />
      </td>
      <td data-minor data-end>
        {milliseconds(call.gatewayMs + (call.upstreamMs ?? 0))}
      </td>
      <td data-minor>{source}</td>
      <td data-minor>
        <code className={classes.whole}>{address}</code>
      </td>
    </tr>
  );
}

function Reason({ outcome, status }: { outcome: string; status: number }) {
  if (outcome !== 'ok') return <code className={`${classes.reason} ${classes.whole}`}>{outcome}</code>;
  return status >= 400 ? <span className="ck-quiet">answered by the API</span> : null;
}

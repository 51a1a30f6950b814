import type { CallView } from '@ck/shared/calls';
import { Button, Menu } from '@mantine/core';
import { Link, useRevalidator, useSearchParams } from '@remix-run/react';
import { IconDownload, IconFilterOff, IconListDetails } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { Card, CardFoot } from '#app/components/card.tsx';
import { Empty } from '#app/components/empty.tsx';
import { Notice } from '#app/components/notice.tsx';
import { Time, ZoneNote } from '#app/components/time.tsx';
import { useHydrated } from '#app/components/use-hydrated.ts';
import { counted } from '#app/numbers.ts';
import { FilterForm } from './filter-form.tsx';
import type { LoadedLog } from './load-log.server.ts';
import { type LogSubject, logResource, withParts } from './log-address.ts';
import classes from './log-page.module.css';
import { LogTable } from './log-table.tsx';
import { type LiveState, useLiveCalls } from './use-live-calls.ts';

type LogProps = {
  subject: LogSubject;
  log: LoadedLog;
  operations: readonly string[];
  keyNames?: ReadonlyMap<string, string>;
  /** Whose calls these are, and how long they are kept. */
  note: ReactNode;
};

/** The list of a log with its filters, live while it shows the newest calls. */
export function Log({ subject, log, operations, keyNames, note }: LogProps) {
  const [search] = useSearchParams();
  const canBeLive =
    log.isFirst && log.faults.length === 0 && !search.has('to') && log.searchedBackTo === undefined;
  const isWanted = search.get('live') !== 'off';
  const hydrated = useHydrated();
  const address =
    hydrated && canBeLive && isWanted
      ? logResource('live', subject, search, { loaded: log.loadedAt.toISOString() })
      : undefined;
  const { calls, fresh, state } = useLiveCalls(log.calls, address);
  useLateRow(calls, search.get('open'), log.open?.id);
  return (
    <Card flush>
      <FilterForm faults={log.faults} operations={operations} />
      <HiddenFaults faults={log.faults} />
      <div className={classes.bar}>
        <ChosenRange search={search} faults={log.faults} />
        <div>
          <span>{counted(calls.length, 'call')} shown</span>
          {canBeLive && hydrated && <LiveSwitch isOn={isWanted} state={state} search={search} />}
        </div>
      </div>
      {calls.length === 0 ? (
        <Nothing isFiltered={log.isFiltered} isComplete={log.searchedBackTo === undefined} />
      ) : (
        <LogTable calls={calls} fresh={fresh} open={log.open} keyNames={keyNames} />
      )}
      {log.searchedBackTo !== undefined && (
        <div className={classes.searched}>
          <Notice
            tone="news"
            title={
              <>
                Searched back to <Time at={log.searchedBackTo} long />
              </>
            }
            action={
              <Button
                component={Link}
                to={withParts(search, { cursor: log.next })}
                variant="default"
                size="compact-sm"
              >
                Search further back
              </Button>
            }
          >
            Older calls may match too. A narrower range of time, or fewer filters, finds them faster.
          </Notice>
        </div>
      )}
      <CardFoot>
        <span>
          {note} <ZoneNote />
        </span>
        <Pages log={log} search={search} />
      </CardFoot>
    </Card>
  );
}

/** A link to a call can be faster than the call's row: when that comes in, it is opened as the link asks. */
function useLateRow(calls: readonly CallView[], wanted: string | null, open: string | undefined): void {
  const { revalidate } = useRevalidator();
  const isLate = wanted !== null && wanted !== open && calls.some(({ id }) => id === wanted);
  useEffect(() => {
    if (isLate) revalidate();
  }, [isLate, revalidate]);
}

/** Both files of all calls that match. */
export function ExportMenu({ subject }: { subject: LogSubject }) {
  const [search] = useSearchParams();
  const file = (format: string) => logResource('export', subject, search, { format });
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={15} stroke={1.75} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>All calls that match</Menu.Label>
        <Menu.Item component="a" href={file('csv')}>
          CSV, for spreadsheets
        </Menu.Item>
        <Menu.Item component="a" href={file('ndjson')}>
          NDJSON, a JSON row a line
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Faults in what only a link can set; the others stand at their fields. */
function HiddenFaults({ faults }: { faults: LoadedLog['faults'] }) {
  const hidden = faults.filter(({ name }) => name === 'from' || name === 'to' || name === 'status');
  if (hidden.length === 0) return null;
  return (
    <div className={classes.faults}>
      <Notice tone="warn" title="A part of this address was left out">
        {hidden.map(({ name, message }) => `${name}: ${message}`).join(' ')}
      </Notice>
    </div>
  );
}

/** A range that a link brought along, which no field shows; what of it was left out is told as a fault. */
function ChosenRange({ search, faults }: { search: URLSearchParams; faults: LoadedLog['faults'] }) {
  const [from, to] = ['from', 'to'].map(name => {
    const at = new Date(search.get(name) ?? '');
    const isLeftOut = faults.some(fault => fault.name === name) || Number.isNaN(at.getTime());
    return isLeftOut ? undefined : at;
  });
  if (from === undefined && to === undefined) return <div />;
  return (
    <div className={classes.range}>
      {from !== undefined && (
        <>
          From <Time at={from} long />
        </>
      )}
      {to !== undefined && (
        <>
          to <Time at={to} long />
        </>
      )}
      <Link to={withParts(search, { from: undefined, to: undefined, cursor: undefined })}>Any time</Link>
    </div>
  );
}

const stateWords: Readonly<Record<LiveState, string>> = {
  off: 'Live is off',
  connecting: 'Connecting',
  live: 'Live',
  ended: 'Ended. Load the page again',
};

function LiveSwitch(props: { isOn: boolean; state: LiveState; search: URLSearchParams }) {
  const { isOn, state, search } = props;
  return (
    <span className={classes.live} role="status">
      <span className={classes.dot} data-state={state} aria-hidden />
      <span>{stateWords[state]}</span>
      <Link to={withParts(search, { live: isOn ? 'off' : undefined })} preventScrollReset replace>
        {isOn ? 'Stop' : 'Start'}
      </Link>
    </span>
  );
}

function Nothing({ isFiltered, isComplete }: { isFiltered: boolean; isComplete: boolean }) {
  if (!isFiltered)
    return (
      <Empty icon={IconListDetails} title="No calls yet">
        Every call with a known key shows here within two seconds, refused ones too.
      </Empty>
    );
  return (
    <Empty
      icon={IconFilterOff}
      title={isComplete ? 'No call matches' : 'No call matches so far'}
      action={
        <Button component={Link} to="?" variant="default">
          Clear filters
        </Button>
      }
    >
      {isComplete
        ? 'There are calls, or were: none of them is what these filters ask for.'
        : 'Search further back, or change the filters.'}
    </Empty>
  );
}

function Pages({ log, search }: { log: LoadedLog; search: URLSearchParams }) {
  return (
    <span className={classes.range}>
      {!log.isFirst && <Link to={withParts(search, { cursor: undefined, open: undefined })}>Newest</Link>}
      {log.next !== undefined && log.searchedBackTo === undefined && (
        <Link to={withParts(search, { cursor: log.next, open: undefined })}>Older</Link>
      )}
    </span>
  );
}

import type { InvitationCounts } from '@ck/shared/invitations';
import type { KeyPage, KeyView } from '@ck/shared/keys';
import type { CallsOfKey } from '@ck/shared/statistics';
import { Link, useSearchParams } from '@remix-run/react';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ActiveBadge } from '#app/components/active-badge.tsx';
import { CardFoot } from '#app/components/card.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { environmentColumns } from '#app/components/environment-columns.tsx';
import { RelativeTime, Time, ZoneNote } from '#app/components/time.tsx';
import { invitationsInWords } from '#app/invitations-in-words.ts';
import { count } from '#app/numbers.ts';
import classes from './key-list.module.css';
import { orderAddress, pageAddress, readKeyListQuery } from './key-list-address.ts';

export type KeyEntry = KeyView & { invitations: InvitationCounts; calls: CallsOfKey };
type Listed = Omit<KeyPage, 'keys'> & { entries: readonly KeyEntry[]; size: number };

/** One page of keys, and the way to the others. */
export function KeyList({ listed, base }: { listed: Listed; base: string }) {
  const [search] = useSearchParams();
  const { order } = readKeyListQuery(search);
  const first = (listed.page - 1) * listed.size + 1;
  const sortable = (column: 'name' | 'created', label: string) => ({
    name: column,
    label: <OrderLink {...{ search, column, order }}>{label}</OrderLink>,
    ...(order.endsWith(column) && ({ sorted: order.startsWith('-') ? 'descending' : 'ascending' } as const)),
  });
  const columns = [
    { name: 'no', label: 'No', width: '32px', end: true },
    { ...sortable('name', 'Name'), width: '168px' },
    { name: 'description', label: 'Description' },
    { name: 'invitations', label: 'Invitations' },
    ...environmentColumns,
    { ...sortable('created', 'Created'), width: '152px' },
    { name: 'calls', label: 'Calls, 24 h', width: '112px', end: true },
  ];
  return (
    <>
      <DataTable caption="Collaboration Keys" columns={columns}>
        {listed.entries.map((entry, index) => (
          <KeyRow key={entry.id} entry={entry} number={first + index} base={base} />
        ))}
      </DataTable>
      <CardFoot>
        <span>
          Calls count app traffic, console apart. <ZoneNote />
        </span>
        <Pager {...listed} {...{ first, search }} />
      </CardFoot>
    </>
  );
}

function OrderLink(link: {
  search: URLSearchParams;
  column: 'name' | 'created';
  order: string;
  children: ReactNode;
}) {
  const Arrow = link.order.startsWith('-') ? IconArrowDown : IconArrowUp;
  return (
    <Link to={orderAddress(link.search, link.column)} className={classes.order} preventScrollReset>
      {link.children}
      {link.order.endsWith(link.column) && <Arrow size={13} aria-hidden />}
    </Link>
  );
}

function Pager(list: Omit<Listed, 'size' | 'all'> & { first: number; search: URLSearchParams }) {
  const { page, pages, matching, first, search, entries } = list;
  const to = (label: string, other: number) =>
    other >= 1 && other <= pages ? (
      <Link to={pageAddress(search, other)} prefetch="intent" rel={label === 'Next' ? 'next' : 'prev'}>
        {label}
      </Link>
    ) : (
      <span className="ck-muted">{label}</span>
    );
  return (
    <nav aria-label="Pages" className={classes.pages}>
      {pages > 1 && to('Previous', page - 1)}
      <span>
        {count(first)}–{count(first + entries.length - 1)} of {count(matching)}
      </span>
      {pages > 1 && to('Next', page + 1)}
    </nav>
  );
}

function KeyRow({ entry, number, base }: { entry: KeyEntry; number: number; base: string }) {
  const { lastDay, lastAt } = entry.calls;
  return (
    <tr>
      <td data-minor data-end className="ck-muted">
        {count(number)}
      </td>
      <td data-head>
        <Link to={`${base}/${entry.id}`} className="ck-name" prefetch="intent">
          {entry.name}
        </Link>
      </td>
      <td data-label="Description" className="ck-quiet">
        {entry.description === '' ? '—' : entry.description}
      </td>
      <td data-label="Invitations">{invitationsInWords(entry.invitations)}</td>
      <td data-label="Sandbox">
        <ActiveBadge held={entry.sandbox} />
      </td>
      <td data-label="Production">
        <ActiveBadge held={entry.production} />
      </td>
      <td data-label="Created">
        <Time at={entry.createdAt} long />
      </td>
      <td data-label="Calls, 24 h" data-end>
        <div className={classes.calls}>
          {lastDay === 0 ? (
            <span>0</span>
          ) : (
            <Link to={`${base}/${entry.id}/logs?since=24h&source=app`}>{count(lastDay)}</Link>
          )}
          <span className="ck-muted">
            {lastAt === undefined ? 'none kept' : <RelativeTime at={lastAt} />}
          </span>
        </div>
      </td>
    </tr>
  );
}

import { Button } from '@mantine/core';
import { Link } from '@remix-run/react';
import { IconChartBar, IconFilterOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Card } from '../components/card.tsx';
import { Empty } from '../components/empty.tsx';
import { PageBody } from '../components/page-header.tsx';
import { count, counted } from '../numbers.ts';
import { CallsChart } from './calls-chart.tsx';
import { type Filters, ranges } from './filters.ts';
import { KeysCard } from './keys-card.tsx';
import type { LoadedStatistics } from './load.server.ts';
import { type LogsLink, makeLogsLink, rowsOf } from './logs-link.ts';
import { NumberStrip } from './number-strip.tsx';
import { OperationsCard } from './operations-card.tsx';
import classes from './statistics-page.module.css';
import { StatisticsSkeleton } from './statistics-skeleton.tsx';
import { TopErrors } from './top-errors.tsx';
import { useSlowFilter } from './use-slow-filter.ts';
import { stepInWords } from './words.ts';

type StatisticsBodyProps = {
  loaded: LoadedStatistics;
  /** The address of the log whose rows these numbers count. */
  logs: string;
  /** Of a whole endpoint: its keys are compared. */
  slug?: string;
  /** Stands above the numbers. */
  note?: ReactNode;
};

/** What stands under the header of all three pages of statistics. */
export function StatisticsBody({ loaded, logs: logsPlace, slug, note }: StatisticsBodyProps) {
  const { filters, statistics, beyondFilters } = loaded;
  const slow = useSlowFilter();
  const logs = makeLogsLink(logsPlace, filters, statistics);
  if (slow) return <StatisticsSkeleton />;
  if (beyondFilters !== undefined)
    return (
      <PageBody>
        {note}
        <Card flush>
          <Nothing filters={filters} beyondFilters={beyondFilters} />
        </Card>
      </PageBody>
    );
  return (
    <PageBody>
      {note}
      <NumberStrip {...{ statistics, filters, logs }} />
      <div className={classes.pair}>
        <CallsChart statistics={statistics} logs={logs} />
        <TopErrors statistics={statistics} logs={logs} />
      </div>
      <OperationsCard statistics={statistics} logs={logs} />
      {slug !== undefined && <KeysCard {...{ statistics, filters, logs, slug }} />}
      <CountedNote loaded={loaded} logs={logs} />
    </PageBody>
  );
}

/** Nothing was ever called, or the filters leave nothing of it: two different things. */
function Nothing({ filters, beyondFilters }: { filters: Filters; beyondFilters: number }) {
  if (beyondFilters === 0)
    return (
      <Empty icon={IconChartBar} title="No calls yet">
        Calls with a key are counted here within seconds.
      </Empty>
    );
  const everything = (
    <Button component={Link} to="?range=90d&source=all" variant="default">
      Clear filters
    </Button>
  );
  return (
    <Empty
      icon={IconFilterOff}
      title={`No calls match in ${ranges[filters.range].words}`}
      action={everything}
    >
      {counted(beyondFilters, 'call')} in 90 days, none that these filters leave.
    </Empty>
  );
}

/** What is counted and what is not, once a page. */
function CountedNote({
  loaded: { statistics, filters },
  logs,
}: {
  loaded: LoadedStatistics;
  logs: LogsLink;
}) {
  const { total, bySource, late, from, rowsKeptSince } = statistics;
  const lines: { about: string; words: ReactNode }[] = [
    { about: 'source', words: countedWords(filters, bySource) },
  ];
  if (total.unknown > 0)
    lines.push({
      about: 'unknown',
      words: (
        <>
          <Link to={logs(rowsOf.unknown)}>{counted(total.unknown, 'call')}</Link> without a known end: the
          gateway died before it.
        </>
      ),
    });
  if (total.broken > 0)
    lines.push({
      about: 'broken',
      words: (
        <>
          <Link to={logs(rowsOf.broken)}>{counted(total.broken, 'call')}</Link> broke off after the answer had
          begun.
        </>
      ),
    });
  if (late > 0)
    lines.push({
      about: 'late',
      words: `${counted(late, 'call')} came in after their hour was closed, in no other number.`,
    });
  if (from < rowsKeptSince)
    lines.push({
      about: 'kept',
      words: `Rows before ${stepInWords(rowsKeptSince, 'day')} are no longer kept; their numbers stay.`,
    });
  lines.push({ about: 'measure', words: 'Percentiles are within 2 %. Hours and days are in UTC.' });
  return (
    <div className={classes.note}>
      <p>
        {lines.map(({ about, words }) => (
          <span key={about}>{words} </span>
        ))}
      </p>
      <Link to={logs()}>Open as log</Link>
    </div>
  );
}

function countedWords({ source }: Filters, { app, console }: { app: number; console: number }): string {
  if (source === 'all')
    return `Counted: every call with a known key, ${count(app)} from apps and ${count(console)} from the console.`;
  return source === 'app'
    ? `Counted: calls from apps, refused ones too. Console calls (${count(console)}) are apart and never counted as usage.`
    : `Counted: calls from the console. Calls from apps (${count(app)}) are apart.`;
}

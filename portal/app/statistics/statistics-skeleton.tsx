import { Skeleton } from '@mantine/core';
import { PageBody } from '../components/page-header.tsx';
import classes from './statistics-page.module.css';

/** The shape of what is on its way. */
export function StatisticsSkeleton() {
  return (
    <PageBody>
      <p role="status" className="ck-muted">
        Counting…
      </p>
      <div className={classes.strip}>
        <Skeleton height="100%" radius={8} />
      </div>
      <div className={classes.pair}>
        <div className={classes.block}>
          <Skeleton height="100%" radius={8} />
        </div>
        <div className={classes.block}>
          <Skeleton height="100%" radius={8} />
        </div>
      </div>
    </PageBody>
  );
}

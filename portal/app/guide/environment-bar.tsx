import type { Environment } from '@ck/shared/endpoints';
import { Link } from '@remix-run/react';
import { IconShieldCheck } from '@tabler/icons-react';
import { ActiveBadge } from '#app/components/active-badge.tsx';
import { EnvironmentIcon } from '#app/components/environment-badge.tsx';
import { StatusBadge } from '#app/components/status-badge.tsx';
import { environmentLabels, environments } from '#app/environment.ts';
import classes from './environment-bar.module.css';
import type { LoadedGuide } from './load-guide.server.ts';

const consequences: Readonly<Record<Environment, string>> = {
  sandbox: 'Test data, safe to change.',
  production: 'Real data. Writes ask you once.',
};

/** Says which environment is called, in its shape and its words, and stays in sight while the console is scrolled. */
export function EnvironmentBar({ guide }: { guide: LoadedGuide }) {
  const { key, endpoint, environment, chosen } = guide;
  return (
    <section aria-label="Environment" className={classes.bar} data-environment={environment}>
      <nav aria-label="Environment to call" className={classes.switch}>
        {environments.map(each => (
          <Link
            key={each}
            to={`?${new URLSearchParams({ environment: each, ...(chosen && { operation: chosen.id }) })}`}
            replace
            preventScrollReset
            prefetch="intent"
            className={classes.choice}
            data-environment={each}
            aria-current={each === environment ? 'true' : undefined}
          >
            <EnvironmentIcon environment={each} /> {environmentLabels[each]}
          </Link>
        ))}
      </nav>
      <p className={classes.words}>
        {endpoint[environment].deployed ? (
          <>
            <strong>You are calling {environmentLabels[environment]}.</strong> {consequences[environment]}
          </>
        ) : (
          <strong>There is nothing to call in {environmentLabels[environment]} yet.</strong>
        )}
      </p>
      <p className={classes.key}>
        <IconShieldCheck size={15} stroke={1.75} aria-hidden />
        <span>
          Key <code>{key[environment].masked}</code> {endpoint[environment].deployed && 'is added for you'}
        </span>
        {endpoint[environment].deployed ? (
          <ActiveBadge held={key[environment]} />
        ) : (
          <StatusBadge status="Not deployed" />
        )}
      </p>
    </section>
  );
}

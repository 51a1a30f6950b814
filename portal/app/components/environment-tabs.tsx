import type { Environment } from '@ck/shared/endpoints';
import { Link } from '@remix-run/react';
import type { KeyboardEvent, ReactNode } from 'react';
import { environmentLabels, environments } from '../environment.ts';
import { EnvironmentIcon } from './environment-badge.tsx';
import classes from './environment-tabs.module.css';

type EnvironmentTabsProps = {
  selected: Environment;
  /** Shown on both tabs, so that the other environment is always in sight. */
  status?: (environment: Environment) => ReactNode;
  children: ReactNode;
};

/** Two tabs joined to one frame in the environment's line. They are links: each environment has its own address. */
export function EnvironmentTabs({ selected, status, children }: EnvironmentTabsProps) {
  return (
    <div className={classes.root} data-environment={selected}>
      <div role="tablist" aria-label="Environment" className={classes.tabs}>
        {environments.map(environment => (
          <Link
            key={environment}
            role="tab"
            id={`tab-${environment}`}
            to={`?environment=${environment}`}
            replace
            preventScrollReset
            prefetch="intent"
            className={classes.tab}
            data-environment={environment}
            aria-selected={environment === selected}
            aria-controls="environment-panel"
            onKeyDown={moveBetweenTabs}
          >
            <EnvironmentIcon environment={environment} />
            <span className={classes.name}>{environmentLabels[environment]}</span>
            {status !== undefined && <span className={classes.status}>{status(environment)}</span>}
          </Link>
        ))}
      </div>
      <section
        role="tabpanel"
        id="environment-panel"
        aria-labelledby={`tab-${selected}`}
        className={classes.panel}
      >
        {children}
      </section>
    </div>
  );
}

function moveBetweenTabs(event: KeyboardEvent<HTMLAnchorElement>): void {
  const tab = event.currentTarget;
  const target =
    event.key === 'ArrowRight'
      ? tab.nextElementSibling
      : event.key === 'ArrowLeft'
        ? tab.previousElementSibling
        : null;
  if (!(target instanceof HTMLElement)) return;
  event.preventDefault();
  target.focus();
  target.click();
}

/** One row of the frame: what it is at the left, the thing itself at the right. */
export function EnvironmentSection(props: { title: string; hint: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.section}>
      <div>
        <h2 className={classes.sectionTitle}>{props.title}</h2>
        <p className="ck-small">{props.hint}</p>
      </div>
      <div className={classes.sectionBody}>{props.children}</div>
    </div>
  );
}

import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { EnvironmentIcon } from '../components/environment-badge.tsx';
import { environmentLabels, environments } from '../environment.ts';
import classes from './filter-links.module.css';
import { type Filters, type RangeName, ranges, searchOf } from './filters.ts';

const sources = [
  { source: 'app', label: 'Apps' },
  { source: 'console', label: 'Console' },
  { source: 'all', label: 'Both' },
] as const;

/** What is counted, as links: a filtered page has an address of its own. */
export function FilterLinks({ filters }: { filters: Filters }) {
  return (
    <>
      <Group label="Range">
        {(Object.keys(ranges) as RangeName[]).map(range => (
          <Choice key={range} filters={filters} name="range" value={range}>
            {ranges[range].label}
          </Choice>
        ))}
      </Group>
      <Group label="Environment">
        <Choice filters={filters} name="environment" value="all">
          All
        </Choice>
        {environments.map(environment => (
          <Choice key={environment} filters={filters} name="environment" value={environment}>
            <EnvironmentIcon environment={environment} size={13} /> {environmentLabels[environment]}
          </Choice>
        ))}
      </Group>
      <Group label="Source">
        {sources.map(({ source, label }) => (
          <Choice key={source} filters={filters} name="source" value={source}>
            {label}
          </Choice>
        ))}
      </Group>
    </>
  );
}

function Group({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className={classes.group}>
      {children}
    </nav>
  );
}

type ChoiceProps<Name extends keyof Filters> = {
  filters: Filters;
  name: Name;
  value: Filters[Name];
  children: ReactNode;
};

function Choice<Name extends keyof Filters>({ filters, name, value, children }: ChoiceProps<Name>) {
  return (
    <Link
      to={searchOf({ ...filters, [name]: value })}
      replace
      preventScrollReset
      className={classes.choice}
      data-shape={value}
      aria-current={filters[name] === value ? 'true' : undefined}
    >
      {children}
    </Link>
  );
}

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Link, useSearchParams } from '@remix-run/react';
import { kindLabels, surfaceLabels } from '#app/activity-filter.ts';
import { FilterBar } from '#app/components/filter-bar.tsx';
import { environmentLabels } from '#app/environment.ts';
import { ranges } from '#app/logs/log-address.ts';
import classes from './activity.module.css';

const choices = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

const selects = [
  { name: 'kind', label: 'What', any: 'Everything', choices: choices(kindLabels) },
  {
    name: 'since',
    label: 'Time',
    any: 'All',
    choices: ranges.map(({ name, label }) => ({ value: name, label })),
  },
  { name: 'environment', label: 'Environment', any: 'Any', choices: choices(environmentLabels) },
  { name: 'surface', label: 'From', any: 'Anywhere', choices: choices(surfaceLabels) },
];

const texts = [
  { name: 'keyName', label: 'Key', placeholder: 'Acme' },
  { name: 'who', label: 'Who', placeholder: 'kim@harbor.example' },
];

export function ActivityFilters({ exportAddress }: { exportAddress: string }) {
  const [search] = useSearchParams();
  const isNarrowed = [...search].some(([, value]) => value !== '');
  return (
    <FilterBar>
      {selects.map(({ name, label, any, choices: data }) => (
        <NativeSelect
          key={name}
          name={name}
          size="xs"
          className={classes.filter ?? ''}
          label={label}
          data={[{ value: '', label: any }, ...data]}
          defaultValue={search.get(name) ?? ''}
        />
      ))}
      {texts.map(({ name, label, placeholder }) => (
        <TextInput
          key={name}
          name={name}
          size="xs"
          className={classes.filter ?? ''}
          label={label}
          placeholder={placeholder}
          defaultValue={search.get(name) ?? ''}
        />
      ))}
      <Button type="submit" variant="default" size="xs">
        Filter
      </Button>
      {isNarrowed && (
        <Link to="?" className={classes.all} preventScrollReset>
          Show all
        </Link>
      )}
      <Button component="a" href={exportAddress} variant="default" size="xs" className={classes.export ?? ''}>
        Export CSV
      </Button>
    </FilterBar>
  );
}

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Link, useSearchParams } from '@remix-run/react';
import { IconSearch } from '@tabler/icons-react';
import { FilterBar } from '#app/components/filter-bar.tsx';
import { counted } from '#app/numbers.ts';
import classes from './key-list.module.css';
import { readKeyListQuery } from './key-list-address.ts';

const state = (label: string) => [
  { value: '', label: `${label}: any` },
  { value: 'active', label: `${label}: active` },
  { value: 'inactive', label: `${label}: inactive` },
];

const selects = [
  { name: 'sandbox', label: 'Sandbox', choices: state('Sandbox') },
  { name: 'production', label: 'Production', choices: state('Production') },
  {
    name: 'invitations',
    label: 'Invitations',
    choices: [
      { value: '', label: 'Invitations: any' },
      { value: 'pending', label: 'Invitations: pending' },
      { value: 'none', label: 'Invitations: nobody' },
    ],
  },
] as const;

export function KeyFilters({ matching, all }: { matching: number; all: number }) {
  const [search] = useSearchParams();
  const { filter } = readKeyListQuery(search);
  const isNarrowed = Object.keys(filter).length > 0;
  return (
    <FilterBar>
      <TextInput
        name="text"
        type="search"
        size="xs"
        w={{ base: '100%', xs: 280 }}
        aria-label="Search name or description"
        placeholder="Search name or description"
        defaultValue={filter.text ?? ''}
        leftSection={<IconSearch size={14} aria-hidden />}
      />
      {selects.map(({ name, label, choices }) => (
        <NativeSelect
          key={name}
          name={name}
          size="xs"
          aria-label={label}
          data={[...choices]}
          defaultValue={filter[name] ?? ''}
        />
      ))}
      {search.has('order') && <input type="hidden" name="order" value={search.get('order') ?? ''} />}
      <Button type="submit" variant="default" size="xs">
        Search
      </Button>
      {isNarrowed && (
        <Link to="?" preventScrollReset className={classes.clear}>
          Show all
        </Link>
      )}
      <span className={classes.count} role="status">
        {isNarrowed ? `${counted(matching, 'key')} of ${all}` : counted(all, 'key')}
      </span>
    </FilterBar>
  );
}

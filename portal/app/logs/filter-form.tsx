import { refusalCodes } from '@ck/shared/refusal-words';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useSearchParams } from '@remix-run/react';
import type { ReactNode } from 'react';
import { FilterBar } from '#app/components/filter-bar.tsx';
import { ranges } from './log-address.ts';
import classes from './log-page.module.css';

type Fault = { name: string; message: string };
type Choice = { value: string; label: string };

const any = (label: string): Choice => ({ value: '', label });

const selects: readonly { name: string; label: string; choices: (Choice | string)[] }[] = [
  {
    name: 'since',
    label: 'Time',
    choices: [any('All kept'), ...ranges.map(({ name, label }) => ({ value: name, label }))],
  },
  {
    name: 'environment',
    label: 'Environment',
    choices: [
      any('Any'),
      { value: 'sandbox', label: 'Sandbox' },
      { value: 'production', label: 'Production' },
    ],
  },
  { name: 'class', label: 'Status', choices: [any('Any'), '2xx', '3xx', '4xx', '5xx'] },
  {
    name: 'outcome',
    label: 'Answered by',
    choices: [
      any('Anybody'),
      { value: 'ok', label: 'The API' },
      { value: 'refused', label: 'The gateway' },
      { value: 'unknown', label: 'Not known' },
      ...refusalCodes,
    ],
  },
  {
    name: 'method',
    label: 'Method',
    choices: [any('Any'), 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'],
  },
  {
    name: 'source',
    label: 'Source',
    choices: [any('Any'), { value: 'app', label: 'App' }, { value: 'console', label: 'Console' }],
  },
];

const texts = [
  { name: 'path', label: 'Path begins with', placeholder: '/orders' },
  { name: 'address', label: 'Address', placeholder: '203.0.113.40' },
  { name: 'request', label: 'Request id', placeholder: '01KCZ81F9QW4E7T2R5Y8V1J3XP' },
] as const;

/** The filters of a log, in its address: without a script by the button, else by themselves. */
export function FilterForm({
  faults,
  operations,
}: {
  faults: readonly Fault[];
  operations: readonly string[];
}) {
  const [search] = useSearchParams();
  const faultOf = (name: string) => faults.find(fault => fault.name === name)?.message;
  const all = [
    ...selects,
    ...(operations.length === 0
      ? []
      : [{ name: 'operation', label: 'Operation', choices: [any('Any'), ...operations] }]),
  ];
  return (
    <FilterBar>
      {all.map(({ name, label, choices }) => (
        <div
          key={name}
          className={name === 'operation' || name === 'outcome' ? classes.wide : classes.filter}
        >
          <NativeSelect
            size="xs"
            name={name}
            label={label}
            data={withCurrent(choices, search.get(name))}
            defaultValue={search.get(name) ?? ''}
            error={faultOf(name)}
          />
        </div>
      ))}
      {texts.map(({ name, label, placeholder }) => (
        <div key={name} className={name === 'address' ? classes.filter : classes.wide}>
          <TextInput
            size="xs"
            name={name}
            label={label}
            placeholder={placeholder}
            defaultValue={search.get(name) ?? ''}
            error={faultOf(name)}
          />
        </div>
      ))}
      <Hidden names={['from', 'to', 'status']} search={search} />
      <Button type="submit" variant="default" size="xs">
        Filter
      </Button>
    </FilterBar>
  );
}

/** What a link set and no field shows is kept. */
function Hidden({ names, search }: { names: readonly string[]; search: URLSearchParams }): ReactNode {
  return names.map(name => {
    const value = search.get(name);
    return value === null ? null : <input key={name} type="hidden" name={name} value={value} />;
  });
}

/** An address may ask for what is in no list: it is shown as it is. */
function withCurrent(choices: readonly (Choice | string)[], current: string | null): (Choice | string)[] {
  const isKnown = choices.some(
    choice => (typeof choice === 'string' ? choice : choice.value) === (current ?? ''),
  );
  return isKnown || current === null ? [...choices] : [...choices, current];
}

import { Form, useSearchParams, useSubmit } from '@remix-run/react';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import classes from './filter-bar.module.css';

/**
 * Narrows what a page lists by its address: a choice at once, words with Enter, all of it without a script too. The
 * fields are filled anew when something else changes the address; what is typed while a choice loads stays.
 */
export function FilterBar({ children }: { children: ReactNode }) {
  const submit = useSubmit();
  const { generation, noteOwn } = useGeneration();
  return (
    <Form
      key={generation}
      method="get"
      role="search"
      className={classes.bar}
      preventScrollReset
      onChange={({ target, currentTarget }) => {
        if (!(target instanceof HTMLSelectElement)) return;
        noteOwn(currentTarget);
        submit(currentTarget, { preventScrollReset: true });
      }}
      onSubmit={(event: FormEvent<HTMLFormElement>) => noteOwn(event.currentTarget)}
    >
      {children}
    </Form>
  );
}

/** Counts the addresses that were not asked for by the form itself. */
function useGeneration() {
  const [search] = useSearchParams();
  const now = search.toString();
  const own = useRef<string>();
  const [seen, setSeen] = useState(now);
  const [generation, setGeneration] = useState(0);
  if (now !== seen) {
    setSeen(now);
    if (now !== own.current) setGeneration(generation + 1);
  }
  const noteOwn = (form: HTMLFormElement) => {
    const fields = [...new FormData(form)].filter((field): field is [string, string] => {
      return typeof field[1] === 'string';
    });
    own.current = new URLSearchParams(fields).toString();
  };
  return { generation, noteOwn };
}

import type { Environment } from '@ck/shared/endpoints';
import { NativeSelect } from '@mantine/core';
import { Form, Link, useSubmit } from '@remix-run/react';
import { IconLock } from '@tabler/icons-react';
import { Fragment } from 'react';
import { MethodWord } from '#app/components/method-word.tsx';
import type { GuideOperation } from './guide-operations.ts';
import classes from './operation-list.module.css';

type OperationListProps = {
  operations: readonly GuideOperation[];
  chosen: GuideOperation;
  environment: Environment;
};

/** Every operation of the document by tag; each has an address. What the key may not call is locked, and says why. */
export function OperationList(props: OperationListProps) {
  const byTag = [...Map.groupBy(props.operations, ({ tag }) => tag)];
  return (
    <>
      <OperationPicker {...props} byTag={byTag} />
      <nav aria-label="Operations" className={classes.list}>
        {byTag.map(([tag, some]) => (
          <div key={tag}>
            {tag !== '' && <h3 className={classes.tag}>{tag}</h3>}
            {some.map(operation => (
              <OperationLink key={operation.id} operation={operation} {...props} />
            ))}
          </div>
        ))}
      </nav>
    </>
  );
}

function OperationLink({
  operation: { id, method, path, notAllowed },
  chosen,
  environment,
}: OperationListProps & { operation: GuideOperation }) {
  return (
    <Link
      to={`?${new URLSearchParams({ environment, operation: id })}`}
      preventScrollReset
      className={classes.operation}
      aria-current={id === chosen.id ? 'page' : undefined}
      data-locked={notAllowed === undefined ? undefined : true}
      title={notAllowed}
    >
      <MethodWord method={method.toUpperCase()} />
      <span className={classes.path}>{breakable(path)}</span>
      {notAllowed !== undefined && <IconLock size={13} aria-label="not allowed" />}
    </Link>
  );
}

/** A long path goes on in the next line where a part of it begins. */
const breakable = (path: string) =>
  path.split(/(?<=.\/)/).map((part, at, parts) => (
    <Fragment key={parts.slice(0, at + 1).join('')}>
      {part}
      <wbr />
    </Fragment>
  ));

type OperationPickerProps = OperationListProps & { byTag: [string, GuideOperation[]][] };

/** The same as one field, where there is no room for a list. */
function OperationPicker({ operations, chosen, environment, byTag }: OperationPickerProps) {
  const submit = useSubmit();
  const at = operations.findIndex(({ id }) => id === chosen.id) + 1;
  return (
    <Form
      key={chosen.id}
      method="get"
      className={classes.picker}
      onChange={({ currentTarget }) => submit(currentTarget, { preventScrollReset: true })}
    >
      <input type="hidden" name="environment" value={environment} />
      <NativeSelect
        name="operation"
        label="Operation"
        description={`${at} of ${operations.length}`}
        defaultValue={chosen.id}
        data={byTag.map(([tag, some]) => ({
          group: tag === '' ? 'Operations' : tag,
          items: some.map(({ id, method, path, notAllowed }) => ({
            value: id,
            label: `${method.toUpperCase()} ${path}${notAllowed === undefined ? '' : ' (not allowed)'}`,
          })),
        }))}
      />
      <noscript>
        <button type="submit">Open</button>
      </noscript>
    </Form>
  );
}

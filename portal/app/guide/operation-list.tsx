import type { Environment } from '@ck/shared/endpoints';
import { Link } from '@remix-run/react';
import { IconLock } from '@tabler/icons-react';
import { MethodWord } from '#app/components/method-word.tsx';
import type { GuideOperation } from './guide-operations.ts';
import classes from './operation-list.module.css';

type OperationListProps = {
  operations: readonly GuideOperation[];
  chosen: GuideOperation;
  environment: Environment;
};

/** Every operation of the document by tag; each has an address. What the key may not call is locked, and says why. */
export function OperationList({ operations, chosen, environment }: OperationListProps) {
  const byTag = [...Map.groupBy(operations, ({ tag }) => tag)];
  return (
    <nav aria-label="Operations" className={classes.list}>
      {byTag.map(([tag, some]) => (
        <div key={tag}>
          {tag !== '' && <h3 className={classes.tag}>{tag}</h3>}
          {some.map(({ id, method, path, notAllowed }) => (
            <Link
              key={id}
              to={`?${new URLSearchParams({ environment, operation: id })}`}
              preventScrollReset
              className={classes.operation}
              aria-current={id === chosen.id ? 'page' : undefined}
              data-locked={notAllowed === undefined ? undefined : true}
              title={notAllowed}
            >
              <MethodWord method={method.toUpperCase()} />
              <span className={classes.path}>{path}</span>
              {notAllowed !== undefined && <IconLock size={13} aria-label="not allowed" />}
            </Link>
          ))}
        </div>
      ))}
    </nav>
  );
}

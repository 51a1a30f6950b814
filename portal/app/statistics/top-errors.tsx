import type { Answer, Statistics } from '@ck/shared/statistics';
import { Link } from '@remix-run/react';
import { IconCircleCheck } from '@tabler/icons-react';
import { Card } from '../components/card.tsx';
import { Empty } from '../components/empty.tsx';
import { RelativeTime } from '../components/time.tsx';
import type { LogsLink } from './logs-link.ts';
import { Rows } from './number-strip.tsx';
import classes from './top-errors.module.css';
import { operationName } from './words.ts';

const shown = 6;

type TopErrorsProps = { statistics: Statistics; logs: LogsLink };

/** What goes wrong most, by code; each line opens its rows, and the newest of them. */
export function TopErrors({ statistics, logs }: TopErrorsProps) {
  const { errors, keys, operations } = statistics;
  if (errors.length === 0)
    return (
      <Card title="Top errors" flush>
        <Empty icon={IconCircleCheck} title="No errors">
          Every call in this range was answered with a status below 400.
        </Empty>
      </Card>
    );
  return (
    <Card title="Top errors" hint="By code, with the newest example" flush>
      <ul className={classes.list}>
        {errors.slice(0, shown).map(error => (
          <ErrorLine
            key={`${error.outcome} ${error.status}`}
            {...{ error, logs }}
            keyName={keys.find(({ keyId }) => keyId === error.last.keyId)?.name}
            path={operations.find(({ operationId }) => operationId === error.last.operationId)?.path}
          />
        ))}
      </ul>
    </Card>
  );
}

type ErrorLineProps = {
  error: Answer;
  logs: LogsLink;
  keyName: string | undefined;
  path: string | undefined;
};

function ErrorLine({ error, logs, keyName, path }: ErrorLineProps) {
  const { outcome, status, calls, last } = error;
  const { method, operationId } = last;
  return (
    <li className={classes.line}>
      <div className={classes.what}>
        {outcome === 'ok' ? (
          <strong>answered by the API</strong>
        ) : (
          <code className={classes.code}>{outcome}</code>
        )}
        <div className="ck-small">
          {[status === 0 ? 'no answer' : status, keyName].filter(part => part !== undefined).join(' · ')} ·{' '}
          <code>
            {method} {path ?? (operationId === undefined ? '' : operationName(method, operationId))}
          </code>
        </div>
        <div className="ck-small">
          Newest{' '}
          <Link to={logs({ request: last.id })}>
            <RelativeTime at={last.at} />
          </Link>
        </div>
      </div>
      <Rows number={calls} to={logs({ outcome, status })} />
    </li>
  );
}

import { Card } from '#app/components/card.tsx';
import { EnvironmentBadge } from '#app/components/environment-badge.tsx';
import { MethodWord, StatusNumber } from '#app/components/method-word.tsx';
import { PermissionWords } from '#app/components/permission-boxes.tsx';
import { StatusBadge, statuses } from '#app/components/status-badge.tsx';
import classes from './gallery.module.css';

export function SignsCards() {
  return (
    <div className={classes.pair}>
      <Card title="Environment" hint="Sandbox is always dashed, Production is always solid">
        <div className={classes.row}>
          <EnvironmentBadge environment="sandbox" />
          <EnvironmentBadge environment="production" />
          <EnvironmentBadge environment="production" quiet />
          <span className="ck-small">quiet: dense rows only</span>
        </div>
      </Card>
      <Card title="Status" hint="Icon and word, colour third">
        <div className={classes.stack}>
          <div className={classes.row}>
            {statuses.map(status => (
              <StatusBadge key={status} status={status} />
            ))}
          </div>
          <div className={classes.row}>
            {['GET', 'POST', 'PATCH', 'DELETE'].map(method => (
              <MethodWord key={method} method={method} />
            ))}
            {[200, 403, 504, 0].map(status => (
              <StatusNumber key={status} status={status} />
            ))}
            <PermissionWords held={['create', 'read']} />
          </div>
        </div>
      </Card>
    </div>
  );
}

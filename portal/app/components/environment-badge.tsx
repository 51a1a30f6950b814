import type { Environment } from '@ck/shared/endpoints';
import { IconFlask, IconWorld } from '@tabler/icons-react';
import { environmentLabels } from '../environment.ts';
import classes from './badges.module.css';

export function EnvironmentIcon({ environment, size = 15 }: { environment: Environment; size?: number }) {
  const Icon = environment === 'sandbox' ? IconFlask : IconWorld;
  return <Icon size={size} stroke={size < 14 ? 2.2 : 1.75} aria-hidden />;
}

/** Dashed is Sandbox, solid is Production, on every screen; `quiet` for dense rows. */
export function EnvironmentBadge({
  environment,
  quiet = false,
}: {
  environment: Environment;
  quiet?: boolean;
}) {
  return (
    <span className={classes.environment} data-environment={environment} data-quiet={quiet || undefined}>
      <EnvironmentIcon environment={environment} size={12} />
      {environmentLabels[environment]}
    </span>
  );
}

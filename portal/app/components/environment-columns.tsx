import { EnvironmentIcon } from './environment-badge.tsx';
import classes from './environment-columns.module.css';

/** The two columns that every list of endpoints or keys has, signed like the tabs. */
export const environmentColumns = [
  { name: 'sandbox', label: <EnvironmentHead environment="sandbox" /> },
  { name: 'production', label: <EnvironmentHead environment="production" /> },
];

function EnvironmentHead({ environment }: { environment: 'sandbox' | 'production' }) {
  return (
    <span className={classes.head} data-environment={environment}>
      <EnvironmentIcon environment={environment} size={12} />
      {environment === 'sandbox' ? 'Sandbox' : 'Production'}
    </span>
  );
}

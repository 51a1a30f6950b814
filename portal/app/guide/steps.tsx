import { Link } from '@remix-run/react';
import { Card } from '#app/components/card.tsx';
import { CopyText } from '#app/components/copy-text.tsx';
import { environmentLabels } from '#app/environment.ts';
import type { LoadedGuide } from './load-guide.server.ts';
import { keyVariable } from './samples.ts';
import classes from './steps.module.css';

/** From the first call in the console to production, with the reader's own address and key. */
export function Steps({ guide: { key, endpoint, environment, address, sharedBy } }: { guide: LoadedGuide }) {
  return (
    <Card title="From here to production">
      <ol className={classes.steps}>
        <li>
          <strong>First call.</strong> Press Send above: the call goes through the gateway as your app’s calls
          will, and its row is in your <Link to={`/shared/${key.id}/logs`}>Logs</Link> at once.
        </li>
        <li>
          <strong>Your own app.</strong> Copy the {environmentLabels[environment]} key on the{' '}
          <Link to={`/shared/${key.id}?environment=${environment}`}>Keys</Link> page into{' '}
          <code>{keyVariable(environment)}</code>, then run one of the samples. The address is the same in
          both environments, the key names which it is:
          <CopyText text={address} />
        </li>
        <li>
          <strong>Authentication.</strong> Send the key as <code>X-Api-Key</code>, or as{' '}
          <code>Authorization: Bearer</code>. Never in an address, never in a web page: whoever has it is you.
        </li>
        <li>
          <strong>Production.</strong>{' '}
          {endpoint.production.deployed
            ? 'It is deployed. Take the Production key instead; nothing else changes.'
            : `It is not deployed yet. ${sharedBy} decides about that.`}
        </li>
      </ol>
    </Card>
  );
}

import type { Environment } from '@ck/shared/endpoints';
import { useRecentUse } from '#app/components/blast-radius.tsx';
import { counted, share } from '#app/numbers.ts';
import classes from './key-page.module.css';

/** How far a partner is with its new key: calls on each of the last 24 hours, and who still sends the old one. */
export function CutOver({
  keyId,
  environment,
  issued,
}: {
  keyId: string;
  environment: Environment;
  issued: number;
}) {
  const use = useRecentUse(keyId, environment);
  if (use === undefined) return <p className="ck-small">Looking at who uses which key …</p>;
  const ofNew = use.byGeneration.filter(({ generation }) => generation >= issued);
  const ofOld = use.byGeneration.filter(({ generation }) => generation < issued);
  const sum = (some: typeof ofOld) => some.reduce((calls, each) => calls + each.use.calls, 0);
  const [fresh, old] = [sum(ofNew), sum(ofOld)];
  if (fresh + old === 0) return <p className="ck-small">No call with either key in the last 24 h.</p>;
  const addresses = ofOld.flatMap(({ newestAddresses }) => newestAddresses);
  return (
    <div className={classes.cutOver}>
      <div className={classes.meter} aria-hidden>
        <span style={{ width: `${(fresh / (fresh + old)) * 100}%` }} />
      </div>
      <p className="ck-small">
        {counted(fresh, 'call')} with the new key ({share(fresh, fresh + old)}), {counted(old, 'call')} with
        the old one in the last 24 h.{' '}
        {addresses.length === 0
          ? 'Nobody sends the old one any more.'
          : `Still on the old one: ${addresses.join(', ')}.`}
      </p>
    </div>
  );
}

import type { GatewayReceipt } from '@ck/shared/receipt';
import { Card } from '#app/components/card.tsx';
import { Receipt, type ReceiptProps } from '#app/components/receipt.tsx';
import classes from './gallery.module.css';

type State = GatewayReceipt['state'];
type Sample = Pick<ReceiptProps, 'title' | 'state' | 'gateways' | 'note'>;

const threeGateways = (third: State): GatewayReceipt[] => [
  { name: 'fra-1', state: 'acknowledged', milliseconds: 6 },
  { name: 'fra-2', state: 'acknowledged', milliseconds: 9 },
  { name: 'ams-1', state: third, milliseconds: third === 'acknowledged' ? 14 : 10_010 },
];

const samples: readonly Sample[] = [
  {
    title: 'Production is off for Acme Corp',
    state: 'held',
    gateways: threeGateways('acknowledged'),
    note: '2 calls already under way may finish, within 30 s.',
  },
  { title: 'Sandbox is active for Acme Corp', state: 'held', gateways: [] },
  { title: 'Switching Production off', state: 'asking', gateways: [] },
  { title: 'Switching Production off', state: 'pending', gateways: [] },
  { title: 'Production is off for Acme Corp', state: 'lapsed', gateways: threeGateways('lapsed') },
  { title: 'Production is off for Acme Corp', state: 'late', gateways: threeGateways('late') },
];

export function ReceiptsCard({ at }: { at: Date }) {
  return (
    <Card title="Receipt" hint="Held, held without gateways, asking, pending, lapsed, late">
      <div className={classes.stack}>
        {samples.map((sample, index) => (
          <Receipt
            key={`${sample.state} ${sample.gateways.length}`}
            {...sample}
            {...{ epoch: 1_042 + index, milliseconds: 14, at, who: 'Kim Sol' }}
            surface={index === 0 ? 'slack' : 'portal'}
          />
        ))}
      </div>
    </Card>
  );
}

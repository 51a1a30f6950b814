import type { Surface } from '@ck/shared/accounts';
import { IconAlertTriangle, IconCircleCheck, IconHourglass } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { count } from '../numbers.ts';
import {
  gatewayInWords,
  type ReceiptGateway,
  type ReceiptState,
  receiptInWords,
} from '../receipt-in-words.ts';
import classes from './receipt.module.css';
import { ClockTime } from './time.tsx';

export type ReceiptProps = {
  /** What was changed: "Production is off for Acme Corp". */
  title: string;
  epoch: number;
  state: ReceiptState;
  milliseconds: number;
  gateways: readonly ReceiptGateway[];
  at: Date;
  who: string;
  surface: Surface;
  /** A third line, such as calls that are still under way. */
  note?: ReactNode;
};

const icons = {
  held: IconCircleCheck,
  asking: IconHourglass,
  pending: IconHourglass,
  late: IconAlertTriangle,
  lapsed: IconAlertTriangle,
};

const surfaces: Readonly<Record<Surface, string>> = { portal: 'portal', slack: 'Slack', job: 'job' };

/** Proof beside the act: on which gateways a change holds. Never green before that is known. */
export function Receipt(props: ReceiptProps) {
  const { title, state, gateways } = props;
  const Mark = icons[state];
  const open = state === 'asking' || state === 'pending';
  const note = props.note ?? (open ? 'Not confirmed yet. This line settles by itself' : undefined);
  return (
    <div className={classes.receipt} data-tone={state === 'held' ? 'ok' : 'warn'} role="status">
      <div className={classes.body}>
        <Mark size={15} stroke={1.75} className={classes.icon} aria-hidden />
        <div className={classes.words}>
          <div className={classes.title}>{title}</div>
          <div className={classes.sentence}>{receiptInWords(props)}</div>
          {note !== undefined && <div className="ck-small">{note}</div>}
        </div>
        {gateways.length > 0 && <Gateways gateways={gateways} />}
      </div>
      <Stub {...props} />
    </div>
  );
}

/** One bar a gateway: whole when it acknowledged, hollow while it is asked, broken when it did not answer. */
function Gateways({ gateways }: Pick<ReceiptProps, 'gateways'>) {
  return (
    <ul className={classes.gateways} aria-label="Gateways">
      {gateways.map(gateway => (
        <li key={gateway.name} data-state={gateway.state}>
          <span className={classes.bar} aria-hidden />
          <span className={classes.gateway}>{gateway.name}</span> {gatewayInWords(gateway)}
        </li>
      ))}
    </ul>
  );
}

function Stub({ epoch, at, who, surface }: Pick<ReceiptProps, 'epoch' | 'at' | 'who' | 'surface'>) {
  return (
    <div className={classes.stub}>
      <span>epoch {count(epoch)}</span>
      <ClockTime at={at} />
      <span>
        {who} · {surfaces[surface]}
      </span>
    </div>
  );
}

import type { Surface } from '@ck/shared/accounts';
import { type GatewayReceipt, receiptInWords } from '@ck/shared/receipt';
import { IconAlertTriangle, IconCircleCheck, IconHourglass } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { count } from '../numbers.ts';
import classes from './receipt.module.css';
import { ClockTime } from './time.tsx';

/** What became of a change on the gateways. `late` and `lapsed` are held too: those gateways admit nothing. */
export type ReceiptState = 'held' | 'asking' | 'late' | 'lapsed' | 'pending';

export type ReceiptProps = {
  /** What was changed: "Production is off for Acme Corp". */
  title: string;
  /** Not known before the change is confirmed. */
  epoch?: number;
  state: ReceiptState;
  milliseconds: number;
  gateways: GatewayReceipt[];
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
          <div className={classes.sentence}>{sentenceOf(props)}</div>
          {note !== undefined && <div className="ck-small">{note}</div>}
        </div>
        {gateways.length > 0 && <Gateways gateways={gateways} />}
      </div>
      <Stub {...props} />
    </div>
  );
}

function sentenceOf({ state, milliseconds, gateways }: ReceiptProps): string {
  if (state === 'asking') return 'asking the gateways';
  if (state === 'pending') return 'pending · still asking the gateways';
  return receiptInWords({ milliseconds, gateways });
}

const gatewayInWords = ({ state, milliseconds }: GatewayReceipt) =>
  state === 'acknowledged' ? `${count(milliseconds)} ms` : { late: 'late', lapsed: 'lease ended' }[state];

/** One bar a gateway: whole when it acknowledged, broken when it did not answer. */
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
      {epoch !== undefined && <span>epoch {count(epoch)}</span>}
      <ClockTime at={at} />
      <span>
        {who} · {surfaces[surface]}
      </span>
    </div>
  );
}

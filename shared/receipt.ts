/** What a change of authority returns with: where it holds, and since when. Pure, for every surface and for browsers. */
export type GatewayReceipt = {
  name: string;
  /** `lapsed`: unreachable, its lease ended, so it refuses. `late`: it admits nothing until it has caught up. */
  state: 'acknowledged' | 'late' | 'lapsed';
  /** From the beginning of the change. */
  milliseconds: number;
};

export type Receipt = {
  epoch: number;
  acknowledged: number;
  late: number;
  lapsed: number;
  milliseconds: number;
  gateways: GatewayReceipt[];
};

/** How a change stands when it returns: it holds, or it is not confirmed yet and goes on by itself. */
export type FenceOutcome =
  | { kind: 'held'; change: string; receipt: Receipt }
  | { kind: 'pending'; change: string };

/** What a change of authority returns: the entity as it is now, and how that holds. */
export type Fenced<View> = View & { fence: FenceOutcome };

export function makeReceipt(epoch: number, gateways: GatewayReceipt[], milliseconds: number): Receipt {
  const count = (state: GatewayReceipt['state']) =>
    gateways.filter(gateway => gateway.state === state).length;
  return {
    epoch,
    acknowledged: count('acknowledged'),
    late: count('late'),
    lapsed: count('lapsed'),
    milliseconds: Math.round(milliseconds),
    gateways: gateways.toSorted((a, b) => a.name.localeCompare(b.name)),
  };
}

/** The receipt's one sentence, the same in every place that shows it. */
export function receiptInWords({
  milliseconds,
  gateways,
}: Pick<Receipt, 'milliseconds' | 'gateways'>): string {
  const counted = (of: GatewayReceipt['state']) => gateways.filter(gateway => gateway.state === of).length;
  const acknowledged = counted('acknowledged');
  const all = gateways.length;
  if (all === 0) return 'no gateway is running: holds from the next start';
  if (acknowledged === all) {
    const after = Math.round(milliseconds).toLocaleString('en-US');
    return `holds on ${all} of ${all === 1 ? '1 gateway' : `${all} gateways`} after ${after} ms`;
  }
  return [`${acknowledged} acknowledged`, ...lapsed(counted('lapsed')), ...late(counted('late'))].join(', ');
}

/** The sentence for what a change returned with; never the words of success for what is not confirmed. */
export function outcomeInWords(outcome: FenceOutcome): string {
  return outcome.kind === 'held' ? receiptInWords(outcome.receipt) : 'pending · still asking the gateways';
}

function lapsed(number: number): string[] {
  if (number === 0) return [];
  return [`${number} unreachable and refusing (${number === 1 ? 'its lease' : 'their leases'} ended)`];
}

function late(number: number): string[] {
  if (number === 0) return [];
  const [it, has] = number === 1 ? ['it admits', 'it has'] : ['they admit', 'they have'];
  return [`${number} late: ${it} nothing until ${has} caught up`];
}

/** What a change of authority returns with: where it holds, and since when. */
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

/** How a change stands when it returns: it holds, or it is not confirmed yet and goes on by itself. */
export type FenceOutcome =
  | { kind: 'held'; change: string; receipt: Receipt }
  | { kind: 'pending'; change: string };

/** What a change of authority returns: the entity as it is now, and how that holds. */
export type Fenced<View> = View & { fence: FenceOutcome };

/** The sentence for what a change returned with; never the words of success for what is not confirmed. */
export function outcomeInWords(outcome: FenceOutcome): string {
  return outcome.kind === 'held'
    ? receiptInWords(outcome.receipt)
    : 'not confirmed yet: still asking the gateways';
}

/** The one sentence of every surface. */
export function receiptInWords({ acknowledged, late, lapsed, milliseconds, gateways }: Receipt): string {
  if (gateways.length === 0) return 'no gateway is running: holds from the next start';
  const after = `after ${milliseconds.toLocaleString('en-US')} ms`;
  if (acknowledged === gateways.length)
    return `holds on ${acknowledged} of ${gateways.length} gateway${gateways.length === 1 ? '' : 's'} ${after}`;
  const parts = [`${acknowledged} acknowledged`];
  if (lapsed > 0)
    parts.push(`${lapsed} unreachable and refusing (${lapsed === 1 ? 'its lease' : 'their leases'} ended)`);
  if (late > 0)
    parts.push(
      late === 1
        ? '1 late: it admits nothing until it has caught up'
        : `${late} late: they admit nothing until they have caught up`,
    );
  return `${parts.join(', ')}, ${after}`;
}

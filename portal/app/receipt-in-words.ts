/** What became of a change on the gateways. `late` and `lapsed` are held too: those gateways admit nothing. */
export type ReceiptState = 'held' | 'asking' | 'late' | 'lapsed' | 'pending';

export type ReceiptGateway = {
  name: string;
  state: 'acknowledged' | 'late' | 'lapsed' | 'asking';
  milliseconds: number;
};

type Told = { state: ReceiptState; milliseconds: number; gateways: readonly ReceiptGateway[] };

/** The receipt's one sentence, the same in every place that shows it. */
export function receiptInWords({ state, milliseconds, gateways }: Told): string {
  const counted = (of: ReceiptGateway['state']) => gateways.filter(gateway => gateway.state === of).length;
  const acknowledged = counted('acknowledged');
  const all = gateways.length;
  if (state === 'asking') return `asking ${gatewaysOf(all)} · ${acknowledged} of ${all} so far`;
  if (state === 'pending') return `pending · ${acknowledged} of ${gatewaysOf(all)} so far`;
  if (all === 0) return 'no gateway is running: holds from the next start';
  if (acknowledged === all) {
    return `holds on ${all} of ${gatewaysOf(all)} after ${Math.round(milliseconds)} ms`;
  }
  return [
    `${acknowledged} acknowledged`,
    ...lapsedInWords(counted('lapsed')),
    ...lateInWords(counted('late')),
  ].join(', ');
}

/** What stands under a gateway's bar. */
export function gatewayInWords({ state, milliseconds }: ReceiptGateway): string {
  if (state === 'acknowledged') return `${Math.round(milliseconds)} ms`;
  return { asking: 'waiting', late: 'late', lapsed: 'lease ended' }[state];
}

const gatewaysOf = (number: number) => (number === 1 ? '1 gateway' : `${number} gateways`);

function lapsedInWords(number: number): string[] {
  if (number === 0) return [];
  return [`${number} unreachable and refusing (${number === 1 ? 'its lease' : 'their leases'} ended)`];
}

function lateInWords(number: number): string[] {
  if (number === 0) return [];
  const [it, has] = number === 1 ? ['it admits', 'it has'] : ['they admit', 'they have'];
  return [`${number} late: ${it} nothing until ${has} caught up`];
}

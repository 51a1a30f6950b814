import { changerSteps } from './changer-steps.ts';
import { gatewaySteps } from './gateway-steps.ts';
import type { Setting, State } from './state.ts';

/** Every state that one step of anybody leads to. */
export function successors(state: State, setting: Setting): State[] {
  return [
    tick(state, setting),
    ...state.gateways.flatMap((_, index) => gatewaySteps(state, index, setting)),
    ...state.changers.flatMap((_, index) => changerSteps(state, index, setting)),
  ];
}

/** Beyond its end an age tells nothing new: a lease is over, and a changer has waited for longer than one. */
function tick(state: State, { leaseTicks }: Setting): State {
  const gateways = state.gateways.map(gateway => ({
    ...gateway,
    lease: Math.max(0, gateway.lease - 1),
    leaseEpoch: gateway.lease > 1 ? gateway.leaseEpoch : 0,
    renewal: gateway.renewal && { ...gateway.renewal, age: Math.min(gateway.renewal.age + 1, leaseTicks) },
  }));
  const changers = state.changers.map(each =>
    each.phase === 'asking' ? { ...each, age: Math.min(each.age + 1, leaseTicks + 1) } : each,
  );
  return { ...state, gateways, changers };
}

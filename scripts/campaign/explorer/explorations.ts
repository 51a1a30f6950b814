import type { Setting } from './state.ts';

/** The smallest machine in which everything can happen. */
export const one: Setting = {
  gateways: 1,
  changers: 1,
  lives: 2,
  renewalsPerLife: 2,
  leaseTicks: 2,
  crashes: true,
};
const two = { ...one, gateways: 2, lives: 1, renewalsPerLife: 1, leaseTicks: 1 };

/** The machines that are explored whole, from seconds to minutes. */
export const explorations: readonly { about: string; setting: Setting }[] = [
  { about: 'one gateway that begins anew, one changer, crashes, the sweeper', setting: one },
  { about: 'two gateways, one changer, crashes', setting: two },
  {
    about: 'one gateway that begins anew, two changers, crashes, the sweeper',
    setting: { ...one, changers: 2, renewalsPerLife: 1 },
  },
  {
    about: 'two gateways, two changers, each paused anywhere for any time',
    setting: { ...two, changers: 2, crashes: false },
  },
];

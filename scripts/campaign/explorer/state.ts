/** The fence as a finite machine: gateways, changers, one entity. Times are ages in ticks, so it never runs out. */
import type { ApplyPart, FenceEntry, FenceMemberState, FenceTiming, MemberSteps } from '@ck/shared/fence';

/** How large the machine is, and what is wrong with it. */
export type Setting = {
  gateways: number;
  changers: number;
  /** How often one gateway may begin anew. */
  lives: number;
  renewalsPerLife: number;
  /** A lease, in ticks of the clock. */
  leaseTicks: number;
  /**
   * Whether processes are also taken away. One that is simply never scheduled again is paused for ever, which is all
   * that a crash can do to the others; what this adds is who begins anew, and the sweeper.
   */
  crashes: boolean;
  steps?: MemberSteps;
  appendBeforeCommit?: boolean;
  removeWhateverSeq?: boolean;
  noWait?: boolean;
  epochFromCounter?: boolean;
};

type Reply = { epoch: number; entries: FenceEntry[]; seq: number };
type Work = {
  of: 'renewal' | 'hint';
  left: ApplyPart[];
  upTo: { epoch: number; change: string | undefined };
  /** The version that was read and is not in memory yet. */
  read: number;
};

export type GatewayState = {
  phase: 'out' | 'announced' | 'loaded' | 'member' | 'crashed';
  life: number;
  memory: number;
  applied: number;
  change: string | undefined;
  seq: number;
  /** Ticks that its lease still has, and the epoch of the renewal that gave it. */
  lease: number;
  leaseEpoch: number;
  renewal: { age: number; reply: Reply | 'missed' | undefined } | undefined;
  work: Work | undefined;
};

export type ChangerState = {
  phase: 'idle' | 'committed' | 'appended' | 'asking' | 'returned' | 'crashed';
  version: number;
  epoch: number;
  age: number;
  waiting: [incarnation: string, seq: number][];
};

export type State = {
  version: number;
  epoch: number;
  counter: number;
  log: FenceEntry[];
  members: Record<string, FenceMemberState>;
  acks: Record<string, { applied: number; left?: boolean }>;
  gateways: GatewayState[];
  changers: ChangerState[];
};

/** A gateway that has not begun. */
export const out: GatewayState = {
  phase: 'out',
  life: 0,
  memory: 0,
  applied: 0,
  change: undefined,
  seq: -1,
  lease: 0,
  leaseEpoch: 0,
  renewal: undefined,
  work: undefined,
};
export const idle: ChangerState = { phase: 'idle', version: 0, epoch: 0, age: 0, waiting: [] };

export const startOf = ({ gateways, changers }: Setting): State => ({
  version: 1,
  epoch: 0,
  counter: 0,
  log: [],
  members: {},
  acks: {},
  gateways: Array.from({ length: gateways }, () => out),
  changers: Array.from({ length: changers }, () => idle),
});

export const timingOf = ({ leaseTicks }: Setting): FenceTiming => ({
  leaseMs: leaseTicks,
  heartbeatMs: 1,
  guardMs: 0,
});

import { allChanges, changerKilled, ringOverrun } from './changers.ts';
import { killPrimary, oplogRolledOver, restore, stopPrimary } from './database.ts';
import type { Fault } from './fault.ts';
import {
  churn,
  clocks,
  cutOff,
  pauseProcess,
  readsHeld,
  rollingRestart,
  slowReplies,
  stall,
  streamCut,
  streamsAtRevocation,
} from './gateways.ts';

/** Every fault; those that share their gateways' ways stand together. */
export const faults: readonly Fault[] = [
  streamCut,
  readsHeld,
  stall,
  pauseProcess,
  cutOff,
  slowReplies,
  streamsAtRevocation,
  allChanges,
  changerKilled,
  ringOverrun,
  oplogRolledOver,
  churn,
  clocks,
  rollingRestart,
  killPrimary,
  stopPrimary,
  restore,
];

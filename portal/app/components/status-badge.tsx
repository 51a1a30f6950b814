import {
  type Icon,
  IconCheck,
  IconClock,
  IconHourglass,
  IconMinus,
  IconPower,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './badges.module.css';

/** Off, expired and revoked are grey: somebody decided so, nothing is broken. */
const looks = {
  Active: { icon: IconCheck, tone: 'ok' },
  Accepted: { icon: IconCheck, tone: 'ok' },
  Approved: { icon: IconCheck, tone: 'ok' },
  Deployed: { icon: IconCheck, tone: 'ok' },
  Inactive: { icon: IconPower, tone: 'grey' },
  Expired: { icon: IconClock, tone: 'grey' },
  Revoked: { icon: IconX, tone: 'grey' },
  Withdrawn: { icon: IconMinus, tone: 'grey' },
  Deleted: { icon: IconTrash, tone: 'grey' },
  'Not deployed': { icon: IconMinus, tone: 'grey' },
  Paused: { icon: IconClock, tone: 'warn' },
  Pending: { icon: IconHourglass, tone: 'warn' },
  Declined: { icon: IconX, tone: 'bad' },
} as const satisfies Record<string, { icon: Icon; tone: string }>;

export type Status = keyof typeof looks;

export const statuses = Object.keys(looks) as Status[];

export function StatusBadge({ status }: { status: Status }) {
  return <StatusSign look={status}>{status}</StatusSign>;
}

/** The sign of a status with words of its own, such as a time. */
export function StatusSign({ look, children }: { look: Status; children: ReactNode }) {
  const { icon: Mark, tone } = looks[look];
  return (
    <span className={classes.status} data-tone={tone}>
      <Mark size={12} stroke={2.2} aria-hidden />
      <span>{children}</span>
    </span>
  );
}

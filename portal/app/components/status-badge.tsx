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
  Deleted: { icon: IconTrash, tone: 'grey' },
  'Not deployed': { icon: IconMinus, tone: 'grey' },
  Pending: { icon: IconHourglass, tone: 'warn' },
  Declined: { icon: IconX, tone: 'bad' },
} as const satisfies Record<string, { icon: Icon; tone: string }>;

export type Status = keyof typeof looks;

export const statuses = Object.keys(looks) as Status[];

export function StatusBadge({ status }: { status: Status }) {
  const { icon: Mark, tone } = looks[status];
  return (
    <span className={classes.status} data-tone={tone}>
      <Mark size={12} stroke={2.2} aria-hidden />
      {status}
    </span>
  );
}

export const activeStatus = (active: boolean): Status => (active ? 'Active' : 'Inactive');

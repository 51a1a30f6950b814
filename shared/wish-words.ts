import { environmentLabels } from './environment.ts';
import { permissionLabels } from './permissions/index.ts';
import type { RequestView } from './requests/index.ts';

/** What is asked for: "Deploy to Production", "Update (PUT) in Sandbox". */
export function wishInWords(wish: RequestView['wish']): string {
  return wish.kind === 'production'
    ? 'Deploy to Production'
    : `${permissionLabels[wish.permission]} in ${environmentLabels[wish.environment]}`;
}

export const requestStatuses = {
  pending: 'Pending',
  approved: 'Approved',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
} as const;

import type { SharedKey } from '@ck/shared/keys';
import type { ReactNode } from 'react';
import { Notice } from '#app/components/notice.tsx';
import { PageHeader } from '#app/components/page-header.tsx';
import { endpointTrail, lookedAtSections } from '#app/endpoint-pages.ts';

type LookedAtHeaderProps = { of: Pick<SharedKey, 'key' | 'endpoint'>; actions?: ReactNode };

/** Of the pages on which an owner sees what a key's people see. */
export function LookedAtHeader({ of: { key, endpoint }, actions }: LookedAtHeaderProps) {
  return (
    <PageHeader
      title="As a collaborator"
      lead={`What people of ${key.name} see of ${endpoint.name}.`}
      trail={[
        ...endpointTrail(endpoint),
        { to: `/apis/${endpoint.slug}/keys`, label: 'Collaboration Keys' },
        { to: `/apis/${endpoint.slug}/keys/${key.id}`, label: key.name },
      ]}
      sections={lookedAtSections(endpoint.slug, key.id)}
      actions={actions}
    />
  );
}

export const OnlyLooking = () => (
  <Notice tone="news" title="You only look">
    Nothing is sent or changed here. That you looked stands in the activity.
  </Notice>
);

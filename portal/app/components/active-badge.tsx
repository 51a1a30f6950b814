import type { EnvironmentKeyView } from '@ck/shared/keys';
import { StatusBadge, StatusSign } from './status-badge.tsx';
import { SoonTime } from './time.tsx';

/** Whether a key is on in one environment; off for a time says until when, because that changes by itself. */
export function ActiveBadge({ held }: { held: Pick<EnvironmentKeyView, 'active' | 'pause'> }) {
  if (held.active) return <StatusBadge status="Active" />;
  if (held.pause === undefined) return <StatusBadge status="Inactive" />;
  return (
    <StatusSign look="Paused">
      Off until <SoonTime at={held.pause.until} />
    </StatusSign>
  );
}

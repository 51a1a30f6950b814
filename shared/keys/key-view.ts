import type { Environment } from '../endpoints/index.ts';
import type { Permission } from '../permissions/index.ts';
import type { CollaborationKeyDocument, EnvironmentKey } from './collaboration-key.ts';

export type EnvironmentKeyView = {
  active: boolean;
  /** While it is off for a time; then it goes on by itself. */
  pause?: { until: Date };
  permissions: Permission[];
  masked: string;
  generation: number;
  issuedAt: Date;
  /** The key before this one, as long as both admit. */
  overlap?: { masked: string; validUntil: Date };
};

export type KeyView = Record<Environment, EnvironmentKeyView> & {
  id: string;
  endpointId: string;
  name: string;
  description: string;
  version: number;
  createdAt: Date;
  /** The account that made it. */
  createdBy: string;
};

export function toKeyView(key: CollaborationKeyDocument): KeyView {
  const { _id, endpointId, name, description, version, createdAt, createdBy } = key;
  return {
    id: _id,
    endpointId,
    name,
    description,
    version,
    createdAt,
    createdBy,
    sandbox: toEnvironmentView(key.sandbox, createdAt),
    production: toEnvironmentView(key.production, createdAt),
  };
}

function toEnvironmentView(
  { active, pause, permissions, current, previous }: EnvironmentKey,
  createdAt: Date,
): EnvironmentKeyView {
  const old = previous.find(({ validUntil }) => validUntil !== undefined && validUntil > new Date());
  return {
    active,
    ...(pause !== undefined && { pause: { until: pause.until } }),
    permissions: [...permissions],
    masked: current?.masked ?? '…',
    generation: current?.generation ?? 0,
    issuedAt: current?.createdAt ?? createdAt,
    ...(old?.validUntil !== undefined && { overlap: { masked: old.masked, validUntil: old.validUntil } }),
  };
}

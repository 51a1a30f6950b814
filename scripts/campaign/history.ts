/** What the judge is given: who asked what when, and what the upstream saw. Times by `now()`. */
import type { Environment } from '@ck/shared/endpoints';
import type { Permission } from '@ck/shared/permissions';

export type Call = {
  id: string;
  gateway: string;
  keyId: string;
  endpointId: string;
  environment: Environment;
  /** Of the key text that was sent. */
  generation: number;
  needed: Permission;
  sentAt: number;
  answeredAt: number;
  /** 0 when there was no answer. */
  status: number;
  code: string;
};

/** A request head at the upstream. `place` is which of an endpoint's upstreams it is. */
export type Hit = { id: string; at: number; place: string };

/** One version of a key, as its audit event tells it. */
export type KeyState = Record<
  Environment,
  { active: boolean; permissions: readonly Permission[]; generation: number; overlap?: number }
> & { deleted: boolean };

/** One version of an endpoint: where each environment's calls go. */
export type EndpointState = Record<Environment, string>;

/** A version of an entity and the change that made it; `returnedAt` is infinite when nobody knows. */
export type Version<State> = { version: number; state: State; calledAt: number; returnedAt: number };

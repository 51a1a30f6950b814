import type { Route, UpstreamRoute } from '@ck/shared/endpoints';
import type { ClientOrigin } from './client-address.ts';
import type { KeyEntry } from './key-entry.ts';

/** A call that was let in, and what is known of it by then. */
export type Admitted = {
  entry: KeyEntry;
  slug: string;
  route: Route;
  /** Of the directory, when this was decided. */
  state: number;
  rest: string;
  client: ClientOrigin;
  hasBody: boolean;
};

/** One that goes to an upstream. */
export type Relayed = Admitted & {
  route: UpstreamRoute;
  /** The whole body, where it was read to be checked. */
  held?: Uint8Array;
};

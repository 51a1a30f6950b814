import type { Surface } from '@ck/shared/accounts';
import type { FenceOutcome } from '@ck/shared/receipt';

/** What stands beside a change of authority: how it holds, and who made it when. */
export type Proof = { fence: FenceOutcome; at: Date; who: string; surface: Surface };

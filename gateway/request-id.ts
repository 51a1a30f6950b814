import { newId, randomHex } from '@ck/shared/database';

/** The id of a call, its record and its answer's X-Request-Id: a ULID, made at admission. */
export const newRequestId = newId;
export { randomHex };

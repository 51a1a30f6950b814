import { createRequire } from 'node:module';

/**
 * Documents that are bytes already, as a section of their own in a message to the database (OP_MSG, payload type 1). The
 * driver sends its bulk writes in this way and takes such a sequence in any command, but does not export it: so it is
 * pinned to one version, and a test fails when the file changes or the sequence is not sent as it is.
 */
export const sequencePath = 'mongodb/lib/cmap/commands.js';
/** SHA-256 of the file that this was tried with. */
export const sequenceDigest = '8bd90b92c88ca7ba134d0b0c8bc856c18cad74cd86da0aa09e5b2383ce959bfa';

type Sequence = { push(document: unknown, bytes: Uint8Array): number };

const { DocumentSequence } = createRequire(import.meta.url)(sequencePath) as {
  DocumentSequence: new (field: string) => Sequence;
};

/**
 * The value of a command's field which stands for these documents.
 * @param field the name of that field, such as `documents`
 * @param pieces each of them one document or several, one behind the other
 */
export function documentSequence(field: string, pieces: readonly Uint8Array[]): Sequence {
  const sequence = new DocumentSequence(field);
  for (const piece of pieces) sequence.push({}, piece);
  return sequence;
}

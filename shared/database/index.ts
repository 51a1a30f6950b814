export {
  type ClientSession,
  connectDatabase,
  disconnectDatabase,
  inTransaction,
  isDuplicateKey,
  newId,
  prepareCollections,
} from './connection.ts';
export { type AuthorityChange, type AuthorityWatch, watchAuthority } from './watch-authority.ts';

export {
  type ClientSession,
  connectDatabase,
  database,
  disconnectDatabase,
  inTransaction,
  isDuplicateKey,
  newId,
  prepareCollections,
} from './connection.ts';

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
export { containing } from './containing.ts';
export { databaseTime } from './database-time.ts';

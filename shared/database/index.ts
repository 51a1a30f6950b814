export { BsonWalk, bsonType, otherShape } from './bson-walk.ts';
export {
  type ClientSession,
  connectDatabase,
  database,
  disconnectDatabase,
  inTransaction,
  isDuplicateKey,
  prepareCollections,
} from './connection.ts';
export { containing } from './containing.ts';
export { databaseTime } from './database-time.ts';
export { newId, randomHex } from './new-id.ts';

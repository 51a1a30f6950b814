import { database } from './connection.ts';

/** The database's time: for what several processes must agree on, whose own clocks may be hours apart. */
export async function databaseTime(): Promise<Date> {
  const { localTime } = await database().command({ hello: 1 });
  if (!(localTime instanceof Date)) throw new Error('the database does not tell its time');
  return localTime;
}

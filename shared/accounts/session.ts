import { model, Schema } from 'mongoose';

/** better-auth's rows, as far as we clean up after it. */
type ExpiringDocument = { expiresAt: Date };

const expiring = (collection: string) =>
  new Schema<ExpiringDocument>(
    { expiresAt: { type: Date, required: true } },
    { collection, versionKey: false, _id: false },
  ).index({ expiresAt: 1 });

// Every request of a person looks its session up, and better-auth makes no index itself.
const Session = model('Session', expiring('sessions').index({ token: 1 }).index({ userId: 1 }));
const Verification = model('Verification', expiring('verifications').index({ identifier: 1 }));

/** Deletes sessions and sign-in links that ended before `now`; says how many. */
export async function deleteExpiredSessions(now: Date): Promise<number> {
  const ended = { expiresAt: { $lt: now } };
  const [sessions, verifications] = await Promise.all([
    Session.deleteMany(ended),
    Verification.deleteMany(ended),
  ]);
  return sessions.deletedCount + verifications.deletedCount;
}

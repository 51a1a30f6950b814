import { model, Schema } from 'mongoose';

/** better-auth's rows, as far as we clean up after it. */
type ExpiringDocument = { expiresAt: Date };

const expiring = (collection: string) =>
  new Schema<ExpiringDocument>(
    { expiresAt: { type: Date, required: true } },
    { collection, versionKey: false, _id: false },
  ).index({ expiresAt: 1 });

// What better-auth looks up by (token, user, identifier) it indexes itself, under names of its own.
const Session = model('Session', expiring('sessions'));
const Verification = model('Verification', expiring('verifications'));

/** Deletes sessions and sign-in links that ended before `now`; says how many. */
export async function deleteExpiredSessions(now: Date): Promise<number> {
  const ended = { expiresAt: { $lt: now } };
  const [sessions, verifications] = await Promise.all([
    Session.deleteMany(ended),
    Verification.deleteMany(ended),
  ]);
  return sessions.deletedCount + verifications.deletedCount;
}

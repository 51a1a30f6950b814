import { inTransaction } from '../database/index.ts';
import { tellOfFailedMail } from '../notifications/index.ts';
import { claimDue, type Ending, endClaim, type OutboxDocument } from '../outbox/index.ts';
import type { Logger } from '../process/index.ts';
import { backoffMs, isFinal, type Retry, usualRetry, wordsOf } from './mail-failure.ts';
import type { Mailer } from './mailer.ts';
import { type RenderMeans, renderMail } from './render.ts';

export type DeliveryMeans = RenderMeans & {
  mailer: Mailer;
  /** The domain in Message-IDs. */
  domain: string;
  log: Logger;
  retry?: Retry;
};

const atOnce = 8;

/**
 * Sends every mail that is due, a few at once, one row in memory for each. Safe in several workers: a row is claimed in
 * the database, and one whose worker died is taken up again with the same Message-ID and the same link.
 */
export async function deliverDue(means: DeliveryMeans): Promise<Record<Ending['state'], number>> {
  const counts = { sent: 0, dropped: 0, failed: 0, again: 0 };
  const sendOn = async () => {
    for (let row = await claimDue('mail'); row !== undefined; row = await claimDue('mail')) {
      const ending = await deliver(row, means);
      await conclude(row, ending);
      counts[ending.state] += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sendOn));
  return counts;
}

/** Whoever caused a mail that failed for good is told of it, together with the state that says so. */
async function conclude(row: OutboxDocument, ending: Ending): Promise<void> {
  if (ending.state !== 'failed') await endClaim(row, ending);
  else
    await inTransaction(async session => {
      if (await endClaim(row, ending, session)) await tellOfFailedMail(row, ending.lastError, session);
    });
}

async function deliver(
  row: OutboxDocument,
  { mailer, domain, log, retry = usualRetry, ...render }: DeliveryMeans,
): Promise<Ending> {
  try {
    const mail = await renderMail(row, render);
    if (mail === undefined) return { state: 'dropped' };
    await mailer.send({ ...mail, messageId: `<${row._id}@${domain}>` });
    return { state: 'sent' };
  } catch (error) {
    const lastError = wordsOf(error);
    log.warn(
      { mail: row._id, kind: row.kind, attempts: row.attempts, reason: lastError },
      'a mail was not sent',
    );
    const tooLate = Date.now() - row.createdAt.getTime() > retry.giveUpMs;
    if (isFinal(error) || tooLate) return { state: 'failed', lastError };
    return { state: 'again', lastError, inMs: backoffMs(row.attempts, retry) };
  }
}

import { mongodbAdapter } from '@better-auth/mongo-adapter';
import { newId } from '@ck/shared/database';
import { betterAuth } from 'better-auth';
import { magicLink, multiSession } from 'better-auth/plugins';
import mongoose from 'mongoose';
import { type PortalSettings, portalSettings } from '../config.server.ts';
import { portalLog } from '../log.server.ts';
import { linkMinutes, sendSignInLink } from './sign-in-mail.server.ts';
import { startSession } from './start-session.server.ts';

const hour = 60 * 60;

/** A session that nobody uses ends after this; `sessionEndsAt` bounds the used ones. */
const idleSeconds = 12 * hour;
/** How stale the stored end of a session may get before a request moves it. */
const renewAfterSeconds = 5 * 60;

export const shortestPassword = 12;

/** At most this many accounts are signed in at once in one browser; each has a cookie. */
export const mostAccounts = 5;

/**
 * better-auth on mongoose's connection and on the collections that shared/accounts knows. Its HTTP handler is not
 * mounted: our routes call its functions, and the accounts are made by `ensureAccount` alone.
 */
function makeAuth(settings: PortalSettings) {
  const client = mongoose.connection.getClient();
  return betterAuth({
    appName: 'Collaboration Keys',
    baseURL: settings.portalUrl,
    secret: settings.authSecret,
    database: mongodbAdapter(client.db(), { client, transaction: true }),
    user: { modelName: 'accounts' },
    account: { modelName: 'credentials' },
    verification: { modelName: 'verifications' },
    session: { modelName: 'sessions', expiresIn: idleSeconds, updateAge: renewAfterSeconds },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      autoSignIn: false,
    },
    plugins: [
      startSession(),
      multiSession({ maximumSessions: mostAccounts }),
      magicLink({
        disableSignUp: true,
        storeToken: 'hashed',
        expiresIn: linkMinutes * 60,
        sendMagicLink: ({ email, token, metadata }) => sendSignInLink({ email, token, next: metadata?.next }),
      }),
    ],
    advanced: {
      cookiePrefix: 'ck',
      useSecureCookies: settings.portalUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: () => newId() },
    },
    logger: {
      log: (level, message, ...details) => {
        // Its messages are about our settings and its own faults; a wrong password is no fault.
        if (level === 'error') portalLog.error({ details }, `sign-in: ${message}`);
        else portalLog.debug(`sign-in: ${message}`);
      },
    },
    telemetry: { enabled: false },
  });
}

let auth: ReturnType<typeof makeAuth> | undefined;

/** Made at the first use, when the database is connected. */
export function getAuth(): ReturnType<typeof makeAuth> {
  auth ??= makeAuth(portalSettings());
  return auth;
}

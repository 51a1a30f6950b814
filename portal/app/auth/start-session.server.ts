import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

/**
 * Signs an account in without asking it for anything: for callers that have proved already who it is. A plugin,
 * because only better-auth can make its own signed cookie; no path, so that it can never be called from outside.
 */
export const startSession = () => ({
  id: 'start-session' as const,
  endpoints: {
    startSession: createAuthEndpoint(
      { method: 'POST', body: z.object({ accountId: z.string() }), requireHeaders: true },
      async ctx => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.accountId);
        if (user === null) throw new Error('no such account');
        const session = await ctx.context.internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ accountId: user.id });
      },
    ),
  },
});

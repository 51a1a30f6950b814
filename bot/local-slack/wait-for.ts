import type { Workspace } from './workspace.ts';

/** What `look` finds, at once or after a change of the workspace. @throws Error with `why` after `withinMs` */
export async function waitFor<Found>(
  workspace: Workspace,
  look: () => Found | undefined,
  withinMs: number,
  why: () => string,
): Promise<Found> {
  const found = look();
  if (found !== undefined) return found;
  return await new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      leave();
      reject(new Error(`${why()}\n(after ${withinMs} ms)`));
    }, withinMs);
    const leave = workspace.onChange(() => {
      const now = look();
      if (now === undefined) return;
      clearTimeout(timer);
      leave();
      resolve(now);
    });
  });
}

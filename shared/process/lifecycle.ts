/**
 * How every process of ours begins and ends.
 *
 * A process started by `npm start` has an IPC channel to its supervisor: it says `ready` over it, and it ends when
 * the channel closes, so that a killed supervisor leaves no orphans. Without a supervisor SIGTERM and SIGINT end it.
 */

/** Tells the supervisor, where there is one, that this process serves now. */
export function announceReady(): void {
  process.send?.({ type: 'ready' });
}

/**
 * Runs `drain` once on SIGTERM, SIGINT or a lost supervisor, then exits: 0 when drained, 1 when it failed or took
 * longer than `limitMs` milliseconds.
 */
export function onShutdown(drain: (reason: string) => Promise<void>, limitMs = 30_000): void {
  let ending = false;
  const end = (reason: string) => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), limitMs).unref();
    drain(reason).then(
      () => process.exit(0),
      error => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  // A process that was given a channel keeps `send` when the supervisor has gone before this was called.
  const supervised = process.send !== undefined;
  process.on('SIGTERM', () => end('SIGTERM'));
  // Ctrl-C reaches the whole process group; a supervised process waits for its supervisor's SIGTERM instead.
  process.on('SIGINT', () => {
    if (!supervised) end('SIGINT');
  });
  if (!supervised) return;
  process.on('disconnect', () => end('supervisor gone'));
  if (process.connected !== true) end('supervisor gone');
}

import type { Response } from 'express';

/** How an answer is taken by whoever reads it. */
export type Output = {
  /** What is written now waits in memory. */
  isFull(): boolean;
  /** Resolves once there is room; false when nobody reads any more. */
  whenReady(): Promise<boolean>;
};

/** Remix writes bodies without waiting for their reader, so whoever makes a long one asks here before each piece. */
export function followOutput(response: Response): Output {
  let isFull = false;
  let isOver = false;
  let waiting: (() => void)[] = [];
  const release = () => {
    isFull = false;
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  const write = response.write.bind(response) as (...parts: unknown[]) => boolean;
  response.write = (...parts: unknown[]) => {
    const hasRoom = write(...parts);
    isFull = !hasRoom;
    return hasRoom;
  };
  response.on('drain', release);
  response.on('close', () => {
    isOver = true;
    release();
  });
  return {
    isFull: () => isFull,
    async whenReady() {
      if (isFull && !isOver) await new Promise<void>(resolve => waiting.push(resolve));
      return !isOver;
    },
  };
}

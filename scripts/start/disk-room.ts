import { statfs } from 'node:fs/promises';

const mebibyte = 1024 * 1024;

/** MongoDB takes about 300 MB when it begins, and stops when it cannot write. */
const neededMebibytes = 400;

/** How much may still be written beside `folder`, in whole MB. */
export async function freeMebibytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.floor((bavail * bsize) / mebibyte);
}

/** The fault that the room on this disk would be, in words. */
export async function faultOfRoom(folder: string): Promise<string | undefined> {
  const free = await freeMebibytes(folder);
  if (free >= neededMebibytes) return undefined;
  return `The disk is full: ${free} MB are free for ${folder}, and ${neededMebibytes} MB are needed.\nMake room, or set DATA_FOLDER to a place that has some.`;
}

/** What to do about a failed install, by the words of the tool; the first that fits. */
const advice = [
  [
    /ENOSPC|no space left/i,
    'The disk is full. Make room (about 1.5 GB for the packages), then run this again.',
  ],
  [
    /EROFS|read-only file system/i,
    'This folder is read-only. Copy the project to a place that can be written, and run it there.',
  ],
  [
    /EACCES|EPERM|permission denied/i,
    'Something here cannot be written by you: the project folder and its node_modules must be yours, and so must npm’s cache in your home folder.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|dns error|error sending request|NO_OFFLINE/i,
    'The packages are not on this machine yet, and the npm registry cannot be reached. The first start needs it once; connect to the network (or set the proxy that npm uses), then run this again.',
  ],
  [/npx: spawn .*ENOENT/i, 'npm is missing: install Node.js together with npm, then run this again.'],
];

/** @param {string} said */
export function adviceFor(said) {
  const found = advice.find(([pattern]) => pattern.test(said));
  return found?.[1] ?? 'Mend what is said above, then run this again.';
}

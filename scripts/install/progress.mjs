/**
 * On a terminal one line that counts the seconds; elsewhere a line at the beginning and one at the end.
 * @param {string} name
 * @returns {(ok: boolean) => void} to be called at the end
 */
export function showProgress(name) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const { isTTY } = process.stdout;
  const draw = () => process.stdout.write(`\r  ${name} (about a minute the first time) … ${seconds()} s`);
  if (!isTTY) console.log(`  ${name} (about a minute the first time) …`);
  else draw();
  const timer = isTTY ? setInterval(draw, 1000) : undefined;
  return ok => {
    clearInterval(timer);
    if (isTTY) process.stdout.write('\r\x1b[2K');
    console.log(`  ${ok ? '✓' : '✗'} ${name.padEnd(20)}${String(seconds()).padStart(5)} s`);
  };
}

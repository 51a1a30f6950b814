import { access, chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '../run-command.ts';

/** Libraries that a bare machine lacks; the package meant them for Amazon's Linux, and they serve elsewhere too. */
const libraries = 'al2023.tar.br';

/**
 * Unpacks the Chromium that comes as a package, with the libraries and fonts it carries.
 * @returns the path of a starter that shows them to this Chromium and to nothing else.
 */
export async function unpackChromium(target: string): Promise<string> {
  const starter = join(target, 'start.sh');
  if (await exists(starter)) return starter;
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('The browser tests need Chromium: install it, or set CHROMIUM_PATH.');
  await mkdir(dirname(target), { recursive: true });
  const workshop = await mkdtemp(`${target}-`);
  try {
    // The package unpacks into the folder for temporary files and takes what lies there for complete.
    const environment = { ...process.env, TMPDIR: workshop };
    const script = join(import.meta.dirname, 'unpack-process.ts');
    await runCommand(process.execPath, [script, libraries], { environment });
    await writeFile(join(workshop, 'start.sh'), starterScript);
    await chmod(join(workshop, 'start.sh'), 0o755);
    await writeFile(join(workshop, 'fonts/fonts.conf'), fontSettings);
    await rm(target, { recursive: true, force: true });
    await rename(workshop, target);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  return starter;
}

const starterScript = `#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$here/al2023/lib" FONTCONFIG_PATH="$here/fonts"
exec "$here/chromium" "$@"
`;

// The package's own settings look for its fonts under /tmp; without a font no text has any height.
const fontSettings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

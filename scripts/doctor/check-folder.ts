import { access, constants, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { faultOfData, readDataVersion } from '../start/data-version.ts';
import { faultOfRoom, freeMebibytes } from '../start/disk-room.ts';
import type { Finding } from './finding.ts';

/** The data folder: whether it can be written, has room, and holds data and secrets that can be used. */
export async function checkFolder(folder: string): Promise<Finding[]> {
  return [
    await checkRights(folder),
    await checkRoom(folder),
    await checkVersion(folder),
    await checkSecrets(folder),
  ];
}

async function checkRights(folder: string): Promise<Finding> {
  const name = 'Folder';
  const place = await nearest(folder);
  const can = await access(place, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (can) return { kind: 'fine', name, text: `${folder} can be written` };
  const text = `${place} cannot be written by you.\nMake it yours, or set DATA_FOLDER to a folder that is.`;
  return { kind: 'fault', name, text };
}

async function checkRoom(folder: string): Promise<Finding> {
  const place = await nearest(folder);
  const fault = await faultOfRoom(place);
  if (fault !== undefined) return { kind: 'fault', name: 'Disk', text: fault };
  return { kind: 'fine', name: 'Disk', text: `${await freeMebibytes(place)} MB free` };
}

async function checkVersion(folder: string): Promise<Finding> {
  const name = 'Data';
  try {
    const fault = await faultOfData(folder);
    if (fault !== undefined) return { kind: 'fault', name, text: fault };
    const version = await readDataVersion(folder);
    return { kind: 'fine', name, text: version === undefined ? 'none yet' : `version ${version}` };
  } catch (error) {
    return { kind: 'fault', name, text: error instanceof Error ? error.message : String(error) };
  }
}

async function checkSecrets(folder: string): Promise<Finding> {
  const name = 'Secrets';
  const path = join(folder, 'secrets.json');
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    const data = await stat(join(folder, 'mongodb')).catch(() => undefined);
    if (data === undefined) return { kind: 'fine', name, text: 'none yet; npm start makes them' };
    const text = `${path} is gone, and only it opens the data.\nPut it back, or begin anew: npm start -- --fresh`;
    return { kind: 'fault', name, text };
  }
  if (!(await isJson(path))) {
    const text = `${path} cannot be read.\nPut a good copy back, or remove it and begin anew: npm start -- --fresh`;
    return { kind: 'fault', name, text };
  }
  if ((found.mode & 0o077) === 0) return { kind: 'fine', name, text: 'readable by you only' };
  return { kind: 'remark', name, text: `${path} can be read by others.\nchmod 600 ${path}` };
}

async function isJson(path: string): Promise<boolean> {
  try {
    JSON.parse(await readFile(path, 'utf8'));
    return true;
  } catch {
    return false;
  }
}

/** The folder itself, or what of the way to it exists: there it would be made. */
async function nearest(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => undefined);
  return found !== undefined || dirname(folder) === folder ? folder : await nearest(dirname(folder));
}

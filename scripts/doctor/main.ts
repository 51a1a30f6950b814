import { SettingsError } from '@ck/shared/process';
import { readStartSettings, type StartSettings } from '../start/settings.ts';
import { checkFolder } from './check-folder.ts';
import { checkChromium, checkClock, checkDatabase } from './check-machine.ts';
import { checkPorts } from './check-ports.ts';
import { checkRun, findRun } from './check-run.ts';
import { type Finding, showFinding, verdict } from './finding.ts';

/** The part of `npm run doctor` that needs the packages. Changes nothing and downloads nothing. */
async function look(settings: StartSettings): Promise<Finding[]> {
  const folder = settings.DATA_FOLDER;
  const run = await findRun(folder);
  const ours = Object.values(run?.pids ?? {}).flat();
  return [
    ...(await checkFolder(folder)),
    await checkDatabase(settings),
    ...(await checkPorts(settings, ours)),
    ...(await checkRun(run, process.env.SMTP_URL || undefined)),
    await checkChromium(folder),
    await checkClock(),
  ];
}

function settingsOrFault(): StartSettings | Finding {
  try {
    return readStartSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { kind: 'fault', name: 'Settings', text: error.message };
  }
}

const settings = settingsOrFault();
const findings = 'kind' in settings ? [settings] : await look(settings);
for (const finding of findings) console.log(showFinding(finding));
console.log(`\n${verdict(findings)}\n`);
process.exit(findings.some(({ kind }) => kind === 'fault') ? 1 : 0);

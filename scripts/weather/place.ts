import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../start/settings.ts';

/** A copy of the project, as its sources are now, with an empty home: a newcomer's machine, made and removed. */
export class Place {
  readonly folder = mkdtempSync(join(tmpdir(), 'ck-weather-'));
  readonly project = join(this.folder, 'project');
  readonly home = join(this.folder, 'home');

  constructor() {
    mkdirSync(this.project);
    mkdirSync(this.home);
    const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: root });
    for (const file of String(listed).split('\0').filter(Boolean))
      if (existsSync(join(root, file))) cpSync(join(root, file), join(this.project, file));
  }

  /** What is in the data folder. */
  data(...path: string[]): string {
    return join(this.project, '.data', ...path);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

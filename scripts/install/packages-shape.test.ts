import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagesShape } from './packages-shape.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ck-shape-'));
  write('node_modules/.pnpm/zod@4.0.0/node_modules/zod/package.json');
  write('node_modules/.pnpm/zod@4.0.0/node_modules/zod/v4/index.js');
  write('node_modules/.pnpm/@a+b@1.0.0/node_modules/@a/b/index.js');
  mkdirSync(join(root, 'portal/node_modules'), { recursive: true });
  symlinkSync('../../node_modules/.pnpm/zod@4.0.0/node_modules/zod', join(root, 'portal/node_modules/zod'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), '');
}

describe('the shape of the installed packages', () => {
  it.each([
    'node_modules/.pnpm/zod@4.0.0',
    'node_modules/.pnpm/zod@4.0.0/node_modules/zod/v4',
    'node_modules/.pnpm/zod@4.0.0/node_modules/zod/package.json',
    'node_modules/.pnpm/@a+b@1.0.0/node_modules/@a/b/index.js',
    'portal/node_modules/zod',
  ])('is another one without %s', path => {
    const whole = packagesShape(root);
    rmSync(join(root, path), { recursive: true });
    expect(packagesShape(root)).not.toBe(whole);
  });

  it('takes no notice of caches, and of where the project lies', () => {
    const whole = packagesShape(root);
    write('portal/node_modules/.vite/deps/react.js');
    expect(packagesShape(root)).toBe(whole);
    const moved = `${root}-moved`;
    cpSync(root, moved, { recursive: true, verbatimSymlinks: true });
    expect(packagesShape(moved)).toBe(whole);
    rmSync(moved, { recursive: true });
  });
});

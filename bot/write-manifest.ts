/** `node bot/write-manifest.ts [address | socket]` writes the manifest to paste at api.slack.com/apps. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeManifest } from './manifest.ts';

const [where = 'https://keys.example.com'] = process.argv.slice(2);
const manifest = makeManifest(where === 'socket' ? undefined : where.replace(/\/+$/, ''));
writeFileSync(join(import.meta.dirname, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);

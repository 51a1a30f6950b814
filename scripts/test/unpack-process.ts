import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import chromium, { inflate } from '@sparticuz/chromium';

/** Child of unpack-chromium.ts: unpacks into TMPDIR Chromium, its fonts, and the archive named as its argument. */
const [archive = ''] = process.argv.slice(2);
const packed = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..', 'bin');
await chromium.executablePath(packed);
await inflate(join(packed, archive));

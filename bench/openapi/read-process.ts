/** A process of its own for each reading, so that its memory is that of one reading. */
import { readFile } from 'node:fs/promises';
import { parseDocument } from '@ck/openapi/parsing';

const [file = '', how = ''] = process.argv.slice(2);
const text = await readFile(file, 'utf8');
const began = performance.now();
if (how === 'plain') JSON.parse(text);
else if (!parseDocument(text).ok) throw new Error('refused');
const milliseconds = performance.now() - began;
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ milliseconds, megabytes }));

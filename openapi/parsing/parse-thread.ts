/** The thread of `parse-apart.ts`: reads one document and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ApartOrder, summarize } from './parse-apart.ts';
import { parseDocument } from './parse-document.ts';

const { text, whole }: ApartOrder = workerData;
const parsed = parseDocument(text);
parentPort?.postMessage(whole ? parsed : summarize(parsed));

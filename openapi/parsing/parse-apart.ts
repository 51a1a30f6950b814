import { Worker } from 'node:worker_threads';
import type { Operation } from '../api-document.ts';
import { listOperations } from '../operations/list-operations.ts';
import type { DocumentFault } from './document-fault.ts';
import { limits } from './limits.ts';
import { type ParsedDocument, parseDocument } from './parse-document.ts';

/** A smaller text is read in less time than a thread takes to begin. */
const smallLength = 256 * 1024;

export type DocumentSummary =
  | {
      ok: true;
      title: string;
      version: string;
      warnings: DocumentFault[];
      operations: Pick<Operation, 'id' | 'method' | 'path'>[];
    }
  | { ok: false; faults: DocumentFault[] };

type Within = { milliseconds: number; heapMegabytes: number };

export type ApartOrder = { text: string; whole: boolean };

/** `parseDocument` for large texts: apart from the main thread, within limits of time and memory. Never rejects. */
export async function parseDocumentApart(text: string): Promise<ParsedDocument> {
  return text.length < smallLength
    ? parseDocument(text)
    : await inThread<ParsedDocument>({ text, whole: true }, limits);
}

/** The same without the document itself: whether it can be used, and for what. */
export async function inspectDocument(text: string, within: Within = limits): Promise<DocumentSummary> {
  return text.length < smallLength
    ? summarize(parseDocument(text))
    : await inThread<DocumentSummary>({ text, whole: false }, within);
}

export function summarize(parsed: ParsedDocument): DocumentSummary {
  if (!parsed.ok) return parsed;
  const { title, version, warnings, document } = parsed;
  const operations = listOperations(document).map(({ id, method, path }) => ({ id, method, path }));
  return { ok: true, title, version, warnings, operations };
}

async function inThread<Result>(
  order: ApartOrder,
  within: Within,
): Promise<Result | { ok: false; faults: DocumentFault[] }> {
  const worker = new Worker(new URL('./parse-thread.ts', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: within.heapMegabytes },
    // Whatever flags this process has, the thread needs none of them.
    execArgv: [],
  });
  const refused = (message: string) => ({ ok: false as const, faults: [{ message }] });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise(done => {
      const seconds = within.milliseconds / 1000;
      timer = setTimeout(
        () => done(refused(`Reading it takes more than ${seconds} seconds.`)),
        within.milliseconds,
      );
      worker.once('message', (result: Result) => done(result));
      worker.once('error', () => done(refused('Reading it takes more memory than a document may have.')));
      worker.once('exit', () => done(refused('The document could not be read.')));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

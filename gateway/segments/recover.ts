import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@ck/shared/process';
import { surveySegment } from './read-segment.ts';
import { Segment } from './segment.ts';

export type Recovered = {
  segments: Segment[];
  /** Calls that were begun by a process which died before they were done. */
  unfinished: Set<string>;
  /** The number of the next segment. */
  nextNumber: number;
};

const segmentName = /^(\d{10})\.seg$/;

/**
 * Looks through what an earlier owner of a slot left. Nothing is cut or taken away: what cannot be read is reported, and
 * what is good behind it is kept.
 */
export function recoverSlot(folder: string, log: Logger): Recovered {
  const numbers = readdirSync(folder)
    .flatMap(name => segmentName.exec(name)?.[1] ?? [])
    .sort();
  const segments: Segment[] = [];
  const begun = new Set<string>();
  const done = new Set<string>();
  for (const number of numbers) {
    const path = join(folder, `${number}.seg`);
    const segment = Segment.found(path, statSync(path).size);
    const survey = surveySegment(segment);
    for (const gap of survey.gaps)
      log.warn({ segment: path, ...gap }, 'a stretch of the call log cannot be read');
    for (const id of survey.begun) begun.add(id);
    for (const id of survey.ended) done.add(id);
    segment.done = survey.ended.size;
    segments.push(segment);
  }
  const unfinished = new Set([...begun].filter(id => !done.has(id)));
  if (segments.length > 0)
    log.info(
      { folder, segments: segments.length, done: done.size, unfinished: unfinished.size },
      'recovered the call log of an earlier process',
    );
  return { segments, unfinished, nextNumber: Number(numbers.at(-1) ?? 0) + 1 };
}

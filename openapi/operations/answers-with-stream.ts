import type { ApiDocument, Operation } from '../api-document.ts';
import { essence } from '../media-kind.ts';
import { at, mediaTypes, operationObject } from '../operation-parts.ts';
import { recordOf } from '../schema-shape.ts';

/**
 * Whether a successful answer is an event stream (WHATWG HTML, "Server-sent events"), which has no end: whoever waits for
 * all of it waits for ever.
 */
export function answersWithStream(document: ApiDocument, operation: Operation): boolean {
  const responses = Object.entries(recordOf(operationObject(document, operation).responses));
  return responses
    .filter(([status]) => /^2/.test(status))
    .flatMap(([, response]) => mediaTypes(at(document, response)))
    .some(([type]) => essence(type) === 'text/event-stream');
}

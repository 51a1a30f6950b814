import type { RequestDocument } from './request.ts';

export type RequestView = Omit<RequestDocument, '_id' | 'subject'> & { id: string };

export function toRequestView({ _id, subject: _subject, ...request }: RequestDocument): RequestView {
  return { id: _id, ...request };
}

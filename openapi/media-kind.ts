/** How a body of this content type is written. */
export type MediaKind = 'json' | 'form' | 'multipart' | 'text' | 'binary';

/** @param contentType with or without parameters, in any case */
export function mediaKind(contentType: string): MediaKind {
  const type = essence(contentType);
  if (type === 'application/json' || /^[^/]+\/(?:.+\+)?json$/.test(type)) return 'json';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  if (type === 'multipart/form-data') return 'multipart';
  if (type.startsWith('text/') || /[/+](xml|yaml|graphql|x-ndjson|x-yaml|javascript)$/.test(type))
    return 'text';
  return 'binary';
}

/** RFC 9110, 8.3.1: the type and subtype, without parameters, in lower case. */
export function essence(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}

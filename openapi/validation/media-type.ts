/** `application/json` of `Application/JSON; charset=utf-8` (RFC 9110, 8.3.1). */
export function bareType(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}

/** The entry of a content map that a media type falls under: itself, then a range, the narrowest first. */
export function findMedia<Media>(content: Readonly<Record<string, Media>>, type: string): string | undefined {
  const [family = ''] = type.split('/');
  const keys = Object.keys(content);
  return [type, `${family}/*`, '*/*']
    .map(wanted => keys.find(key => bareType(key) === wanted))
    .find(key => key !== undefined);
}

export const isJson = (type: string) => /[/+]json$/.test(type);

import { slug } from './place.ts';

export type Workload = { name: string; method: string; path: string; body: string; bodyBytes: number };

export const workloads: readonly [Workload, ...Workload[]] = [
  { name: 'GET 100 B', method: 'GET', path: '/small', body: '', bodyBytes: 100 },
  { name: 'POST 1 kB', method: 'POST', path: '/small', body: 'b'.repeat(1024), bodyBytes: 100 },
  { name: 'GET 20 kB', method: 'GET', path: '/large', body: '', bodyBytes: 20 * 1024 },
];

/** One request for each key, as an app of a partner sends it. Straight to the upstream it has no slug. */
export function requestsOf(
  { method, path, body }: Workload,
  texts: readonly string[],
  isDirect: boolean,
): string[] {
  return texts.map(text => {
    const fields = [
      'Host: gateway.example',
      'User-Agent: partner-app/1.4 (bench)',
      'Accept: application/json',
      'Accept-Encoding: gzip',
      `X-Api-Key: ${text}`,
      ...(body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${body.length}`]),
    ];
    return `${method} ${isDirect ? '' : `/${slug}`}${path}/42?page=2 HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n${body}`;
  });
}

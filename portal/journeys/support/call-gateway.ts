export type Answer = { status: number; code: string | undefined };

/** One call as a partner's app makes it. */
export async function callGateway(url: string, key: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { ...init, headers: { 'X-Api-Key': key, ...init.headers } });
  const body: unknown = response.headers.get('content-type')?.includes('json')
    ? await response.json()
    : undefined;
  const code = typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : undefined;
  return { status: response.status, code };
}

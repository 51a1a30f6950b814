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

/**
 * Calls until the gateway answers with this status, and gives that answer: the gateway learns of a change through
 * the database's change stream, moments after the portal has said it.
 */
export async function callUntil(status: number, call: () => Promise<Answer>): Promise<Answer> {
  const until = Date.now() + 10_000;
  for (;;) {
    const answer = await call();
    if (answer.status === status) return answer;
    if (Date.now() > until) throw new Error(`still ${answer.status} ${answer.code ?? ''}, not ${status}`);
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}

type RequestHead = { method: string; origin: string | undefined; fetchSite: string | undefined };

const readOnly = new Set(['GET', 'HEAD']);

/**
 * Whether a request that may change something comes from our own pages. Browsers say so in `Sec-Fetch-Site`, which
 * no page can forge; those that do not send it there send `Origin`. A request with neither is not from our pages.
 */
export function isFromOurPages({ method, origin, fetchSite }: RequestHead, portalOrigin: string): boolean {
  if (readOnly.has(method)) return true;
  if (fetchSite !== undefined) return fetchSite === 'same-origin';
  return origin === portalOrigin;
}

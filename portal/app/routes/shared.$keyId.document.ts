import { notFound } from '@ck/shared/errors';
import { getSharedKey } from '@ck/shared/keys';
import { signedIn } from '#app/auth/require-account.server.ts';
import { portalSettings } from '#app/config.server.ts';
import { environmentLabels, environmentOf } from '#app/environment.ts';
import { keyVariable } from '#app/guide/samples.ts';
import { loadScopedDocument } from '#app/guide/scoped-document.server.ts';

/**
 * The document as a key's people may use it: whole and marked for the console, or as a file with what they may call; or an
 * `.env` template with the gateway's address and no key in it.
 */
export const loader = signedIn(async ({ actor, param, url }) => {
  const environment = environmentOf(url);
  const shared = await getSharedKey(actor, param('keyId'));
  const { key, endpoint } = shared;
  const address = `${portalSettings().gatewayUrl}/${endpoint.slug}`;
  const as = url.searchParams.get('as');
  if (as === 'env') {
    const lines = [
      `# ${endpoint.name}, ${environmentLabels[environment]}. Copy the key from the portal; keep this file out of version control.`,
      `BASE_URL=${address}`,
      `${keyVariable(environment)}=`,
    ];
    return asFile(`${lines.join('\n')}\n`, 'text/plain; charset=utf-8', `${endpoint.slug}.env`);
  }
  const whose = { keyId: key.id, environment, held: key[environment].permissions, address };
  const document = await loadScopedDocument(actor, whose, as === 'file' ? 'left_out' : 'marked');
  if (document === undefined) throw notFound('document');
  if (as === 'file')
    return asFile(
      JSON.stringify(document, null, 2),
      'application/json',
      `${endpoint.slug}-${environment}.json`,
    );
  return Response.json(document, { headers: { 'Cache-Control': 'no-store' } });
});

const asFile = (text: string, type: string, name: string) =>
  new Response(text, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    },
  });

import { getDocument, getEndpoint } from '@ck/shared/endpoints';
import { signedIn } from '#app/auth/require-account.server.ts';

/** One revision as it was saved, as a file. */
export const loader = signedIn(async ({ actor, param, url }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  const revision = Number(url.searchParams.get('revision'));
  const { text } = await getDocument(actor, endpoint.id, revision);
  const isJson = text.trimStart().startsWith('{');
  const name = `${endpoint.slug}-${revision}.${isJson ? 'json' : 'yaml'}`;
  return new Response(text, {
    headers: {
      'Content-Type': isJson ? 'application/json' : 'application/yaml',
      'Content-Disposition': `attachment; filename="${name}"`,
    },
  });
});

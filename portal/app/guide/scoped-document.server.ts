import type { ApiDocument } from '@ck/openapi/api-document';
import { scopeDocument } from '@ck/openapi/operations';
import { parseDocumentApart } from '@ck/openapi/parsing';
import type { Actor } from '@ck/shared/accounts';
import type { Environment } from '@ck/shared/endpoints';
import { getDocumentOfKey } from '@ck/shared/keys';
import { type Permission, permissionLabels, permissionOfMethod } from '@ck/shared/permissions';
import { environmentLabels } from '#app/environment.ts';

/** Revisions never change, so what was read of one stays; the oldest makes room. */
const read = new Map<string, { document: Promise<ApiDocument | undefined>; length: number }>();
/** Characters of text; what is read of them takes about ten times as many bytes. */
const mostRead = 20_000_000;

type Whose = {
  keyId: string;
  environment: Environment;
  held: readonly Permission[];
  /** The gateway's address of the endpoint. */
  address: string;
};

/** The document of a key as its people see it: what they may call, the rest marked with why not. */
export async function loadScopedDocument(
  actor: Actor,
  { keyId, environment, held, address }: Whose,
  others: 'marked' | 'left_out' = 'marked',
): Promise<ApiDocument | undefined> {
  const found = await getDocumentOfKey(actor, { keyId, environment });
  if (found === undefined) return undefined;
  const document = await readOnce(`${found.endpointId}:${found.revision}`, found.text);
  if (document === undefined) return undefined;
  return scopeDocument(document, {
    allows: ({ method }) => {
      const needed = permissionOfMethod(method.toUpperCase());
      if (needed === undefined) return 'The gateway does not forward this method.';
      if (held.includes(needed)) return true;
      return `Your ${environmentLabels[environment]} key does not have ${permissionLabels[needed]}.`;
    },
    server: { url: address, description: environmentLabels[environment] },
    keyHeader: 'X-Api-Key',
    others,
  });
}

function readOnce(name: string, text: string): Promise<ApiDocument | undefined> {
  const known = read.get(name);
  if (known !== undefined) return known.document;
  const document = parseDocumentApart(text).then(parsed => (parsed.ok ? parsed.document : undefined));
  read.set(name, { document, length: text.length });
  document.catch(() => read.delete(name));
  makeRoom();
  return document;
}

function makeRoom(): void {
  let length = [...read.values()].reduce((sum, each) => sum + each.length, 0);
  for (const [name, each] of read) {
    if (length <= mostRead || read.size === 1) return;
    read.delete(name);
    length -= each.length;
  }
}

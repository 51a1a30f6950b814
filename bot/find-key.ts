import type { Actor } from '@ck/shared/accounts';
import { type Environment, listEndpoints } from '@ck/shared/endpoints';
import { type KeyView, listKeys } from '@ck/shared/keys';
import { CommandError } from './errors.ts';

export type FoundKey = { key: KeyView; endpoint: string };

/** All living keys of the endpoints that the actor owns. */
export async function listAllKeys(actor: Actor): Promise<FoundKey[]> {
  const endpoints = await listEndpoints(actor);
  const lists = await Promise.all(
    endpoints.map(async endpoint => {
      const keys = await listKeys(actor, endpoint.id);
      return keys.map(key => ({ key, endpoint: endpoint.slug }));
    }),
  );
  return lists.flat();
}

/** The key of this name, or the only one that begins so. Never a guess among several. */
export async function findKey(actor: Actor, name: string): Promise<FoundKey> {
  const wanted = fold(name);
  const keys = await listAllKeys(actor);
  const exact = keys.filter(({ key }) => fold(key.name) === wanted);
  const candidates = exact.length > 0 ? exact : keys.filter(({ key }) => fold(key.name).startsWith(wanted));
  const [only, ...others] = candidates;
  if (only === undefined) throw new CommandError(`No key is called "${name}". /collabkey list shows all.`);
  if (others.length === 0) return only;
  const names = candidates.slice(0, 10).map(({ key, endpoint }) => `"${key.name}" on ${endpoint}`);
  throw new CommandError(`Several keys match "${name}": ${names.join(', ')}. Type more of the name.`);
}

/** Production is never implied: what is missing is asked for. */
export function readEnvironment(word: string | undefined, usage: string): Environment {
  if (word === undefined) throw new CommandError(`Which environment: sandbox or production? ${usage}`);
  const wanted = fold(word);
  if (wanted === 'sandbox' || wanted === 'sbx') return 'sandbox';
  if (wanted === 'production' || wanted === 'prod') return 'production';
  throw new CommandError(`"${word}" is no environment. Use sandbox or production. ${usage}`);
}

const fold = (text: string) => text.trim().normalize('NFKC').toLowerCase();

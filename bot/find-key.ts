import type { Actor } from '@ck/shared/accounts';
import {
  type EndpointView,
  type Environment,
  environmentLabels,
  environments,
  listEndpoints,
  requireOwnedEndpoint,
} from '@ck/shared/endpoints';
import { findKeysByName, foldKeyName, getKey, type NamedKey } from '@ck/shared/keys';
import { runButton } from './blocks/buttons.ts';
import { cut } from './blocks/text.ts';
import { CommandError } from './errors.ts';

/** How a button names a key: its name may have changed, or be another's as well. */
export const keyWord = (keyId: string): string => `key:${keyId}`;

const shown = 10;

/**
 * The key of this name, or the only one that begins so. Never a guess among several.
 * @param typed the whole command, so that a choice can go on with it
 * @throws CommandError that lets the person choose, DomainError `not_found`
 */
export async function findKey(actor: Actor, name: string, typed: readonly string[]): Promise<NamedKey> {
  const id = /^key:([\w-]{1,40})$/.exec(name)?.[1];
  if (id !== undefined) return await keyById(actor, id);
  const { keys, matching } = await findKeysByName(actor, { start: name, size: shown });
  const exact = keys.filter(({ key }) => foldKeyName(key.name) === foldKeyName(name));
  const candidates = exact.length > 0 ? exact : keys;
  const [only, ...others] = candidates;
  if (only === undefined)
    throw new CommandError(`No key is called "${cut(name, 80)}". Look for it in the list.`, [
      runButton('List keys', ['list']),
    ]);
  if (others.length === 0 && (exact.length > 0 || matching === 1)) return only;
  const more =
    matching > candidates.length && exact.length === 0 ? ' There are more: type more of the name.' : '';
  throw new CommandError(
    `${matching} keys match "${cut(name, 80)}". Which one?${more}`,
    candidates.map(({ key, endpoint }) =>
      runButton(
        `${cut(key.name, 40)} on ${cut(endpoint.slug, 25)}`,
        typed.map(word => (word === name ? keyWord(key.id) : word)),
      ),
    ),
  );
}

async function keyById(actor: Actor, id: string): Promise<NamedKey> {
  const key = await getKey(actor, id);
  const { id: endpointId, slug, name } = await requireOwnedEndpoint(actor, key.endpointId);
  return { key, endpoint: { id: endpointId, slug, name } };
}

/**
 * The API of this address name or name, or the only one that begins so.
 * @throws CommandError that lets the person choose
 */
export async function findEndpoint(
  actor: Actor,
  word: string,
  typed: readonly string[],
): Promise<EndpointView> {
  const all = await listEndpoints(actor);
  const wanted = foldKeyName(word);
  const exact = all.filter(({ slug, name }) => slug === wanted || foldKeyName(name) === wanted);
  const candidates =
    exact.length > 0
      ? exact
      : all.filter(({ slug, name }) => slug.startsWith(wanted) || foldKeyName(name).startsWith(wanted));
  const [only, ...others] = candidates;
  if (only !== undefined && others.length === 0) return only;
  const offered = (candidates.length > 0 ? candidates : all).slice(0, shown);
  const message =
    only === undefined
      ? `No API of yours is called "${cut(word, 80)}".`
      : `Several APIs match "${cut(word, 80)}". Which one?`;
  throw new CommandError(
    message,
    offered.map(({ slug }) =>
      runButton(
        cut(slug, 60),
        typed.map(each => (each === word ? slug : each)),
      ),
    ),
  );
}

/** What people call an environment; undefined for any other word. */
export function environmentNamed(word = ''): Environment | undefined {
  const wanted = word.toLowerCase();
  if (wanted === 'sandbox' || wanted === 'sbx') return 'sandbox';
  return wanted === 'production' || wanted === 'prod' ? 'production' : undefined;
}

/** Production is never implied: what is missing is asked for. @throws CommandError */
export function readEnvironment(word: string | undefined, typed: readonly string[]): Environment {
  const environment = environmentNamed(word);
  if (environment !== undefined) return environment;
  const [verb = '', key = '', ...rest] = typed;
  const after = word === undefined ? rest : rest.slice(1);
  throw new CommandError(
    word === undefined
      ? 'Which environment?'
      : `"${cut(word, 80)}" is no environment. Sandbox or Production?`,
    environments.map(environment =>
      runButton(environmentLabels[environment], [verb, key, environment, ...after]),
    ),
  );
}

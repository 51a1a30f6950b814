import type { ApiDocument } from '@ck/openapi/api-document';
import { compileMatcher, type Finder, findOperation, type Matcher } from '@ck/openapi/operations';
import { parseDocumentApart } from '@ck/openapi/parsing';
import { compileValidator, type Validator } from '@ck/openapi/validation';
import {
  type EndpointRoute,
  environments,
  findDocumentText,
  findOperations,
  type ListedOperation,
} from '@ck/shared/endpoints';
import type { Logger } from '@ck/shared/process';

/** A revision of an endpoint's document, as far as calls are answered or checked by it. */
export type Contract = { document: ApiDocument; match: Matcher; validator: Validator };

/** Revisions never change, so each is read once. The oldest makes room. */
const maxContracts = 200;
const maxNames = 5_000;

type Naming = Finder<ListedOperation>;

/**
 * What documents say: to every call the name of its operation, and for those deployments that answer from their document,
 * or check calls by it, the document itself. They are read beside the fence, never in the way of an acknowledgement, and
 * begin to be read as soon as the route is known.
 */
export class Documents {
  readonly #log: Logger;
  readonly #contracts = new Map<string, Promise<Contract | undefined>>();
  readonly #namings = new Map<string, Naming | 'being read'>();
  #lastNaming: { endpointId: string; revision: number; naming: Naming } | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Begins to read what calls of this endpoint will need. */
  prepare(endpoint: EndpointRoute): void {
    for (const environment of environments) {
      const route = endpoint[environment];
      if (route === undefined) continue;
      void this.#learnNames(endpoint.id, route.documentRevision);
      if ('mock' in route || route.strict === true)
        this.find(endpoint.id, route.documentRevision).catch(() => {});
    }
  }

  /** The id of the operation that a call is; undefined when the document has none, or is not known yet. */
  operationId(endpointId: string, revision: number, method: string, path: string): string | undefined {
    const naming = this.#namingOf(endpointId, revision);
    if (naming === undefined) void this.#learnNames(endpointId, revision);
    return typeof naming === 'function' ? naming(method, path)?.id : undefined;
  }

  /** Most calls are of the endpoint that was called before, whose name need not be put together again. */
  #namingOf(endpointId: string, revision: number): Naming | 'being read' | undefined {
    const last = this.#lastNaming;
    if (last !== undefined && last.revision === revision && last.endpointId === endpointId)
      return last.naming;
    const naming = this.#namings.get(nameOf(endpointId, revision));
    if (typeof naming === 'function') this.#lastNaming = { endpointId, revision, naming };
    return naming;
  }

  /** @returns undefined when it is no document that we understand; rejects when it could not be had */
  find(endpointId: string, revision: number): Promise<Contract | undefined> {
    const name = nameOf(endpointId, revision);
    const known = this.#contracts.get(name);
    if (known !== undefined) return known;
    const contract = this.#read(endpointId, revision);
    this.#contracts.set(name, contract);
    // Whoever calls next tries again.
    contract.catch(error => {
      this.#log.warn({ err: error, endpointId, revision }, 'document not read');
      this.#contracts.delete(name);
    });
    makeRoom(this.#contracts, maxContracts);
    return contract;
  }

  async #learnNames(endpointId: string, revision: number): Promise<void> {
    const name = nameOf(endpointId, revision);
    if (this.#namings.has(name)) return;
    this.#namings.set(name, 'being read');
    makeRoom(this.#namings, maxNames);
    try {
      const operations = await findOperations(endpointId, revision);
      this.#namings.set(name, findOperation(operations));
      this.#lastNaming = undefined;
    } catch (error) {
      // A call without the name of its operation is recorded all the same; the next one tries again.
      this.#log.warn({ err: error, endpointId, revision }, 'operations not read');
      this.#namings.delete(name);
    }
  }

  async #read(endpointId: string, revision: number): Promise<Contract | undefined> {
    const text = await findDocumentText(endpointId, revision);
    if (text === undefined) throw new Error('no such revision');
    const parsed = await parseDocumentApart(text);
    if (!parsed.ok) {
      this.#log.error({ endpointId, revision }, 'unreadable document: its calls are refused');
      return undefined;
    }
    const { document } = parsed;
    return { document, match: compileMatcher(document), validator: compileValidator(document) };
  }
}

const nameOf = (endpointId: string, revision: number) => `${endpointId}:${revision}`;

function makeRoom(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}

import type { ApiDocument } from '@ck/openapi/api-document';
import { compileMatcher, type Matcher } from '@ck/openapi/operations';
import { parseDocumentApart } from '@ck/openapi/parsing';
import { compileValidator, type Validator } from '@ck/openapi/validation';
import { type EndpointRoute, environments, findDocumentText } from '@ck/shared/endpoints';
import type { Logger } from '@ck/shared/process';

/** A revision of an endpoint's document, as far as calls are answered or checked by it. */
export type Contract = { document: ApiDocument; match: Matcher; validator: Validator };

/** Revisions never change, so each is read once. The oldest makes room. */
const maxContracts = 200;

/**
 * The documents of those deployments that answer from theirs, or check calls by it. They are read beside the fence, never
 * in the way of an acknowledgement, and begin to be read as soon as the route is known.
 */
export class Documents {
  readonly #log: Logger;
  readonly #contracts = new Map<string, Promise<Contract | undefined>>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Begins to read what calls of this endpoint will need. */
  prepare(endpoint: EndpointRoute): void {
    for (const environment of environments) {
      const route = endpoint[environment];
      if (route === undefined || !('mock' in route || route.strict === true)) continue;
      this.find(endpoint.id, route.documentRevision).catch(() => {});
    }
  }

  /** @returns undefined when it is no document that we understand; rejects when it could not be had */
  find(endpointId: string, revision: number): Promise<Contract | undefined> {
    const name = `${endpointId}:${revision}`;
    const known = this.#contracts.get(name);
    if (known !== undefined) return known;
    const contract = this.#read(endpointId, revision);
    this.#contracts.set(name, contract);
    // Whoever calls next tries again.
    contract.catch(error => {
      this.#log.warn({ err: error, endpointId, revision }, 'document not read');
      this.#contracts.delete(name);
    });
    const [oldest] = this.#contracts.keys();
    if (this.#contracts.size > maxContracts && oldest !== undefined) this.#contracts.delete(oldest);
    return contract;
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

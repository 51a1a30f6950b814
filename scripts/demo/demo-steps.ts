import { type Collection, MongoClient } from 'mongodb';

type Step = { _id: string; at: Date };

/**
 * What the demo has done in this database. Each step is done once: what a person deletes, switches or renames
 * afterwards stays as the person left it.
 */
export class DemoSteps {
  readonly #client: MongoClient;

  constructor(mongodbUri: string) {
    this.#client = new MongoClient(mongodbUri, { serverSelectionTimeoutMS: 10_000 });
  }

  /** Does a step unless it was done. One that was broken off is done again, from its beginning. */
  async once(step: string, work: () => Promise<void>): Promise<void> {
    if ((await this.#steps().findOne({ _id: step })) !== null) return;
    await work();
    await this.#steps().updateOne({ _id: step }, { $setOnInsert: { at: new Date() } }, { upsert: true });
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  #steps(): Collection<Step> {
    return this.#client.db().collection<Step>('demoSteps');
  }
}

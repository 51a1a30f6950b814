import { actorOf, ensureAccount } from '@ck/shared/accounts';
import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { listEndpoints } from '@ck/shared/endpoints';
import { type VersionedSecret, versionedSecret } from '@ck/shared/process';
import { DemoSteps } from './demo-steps.ts';
import { findPartnerKey } from './make-partner.ts';
import { acme, birch, type Partner } from './partners.ts';
import { type Pair, revealPair } from './reveal-keys.ts';
import { demoOwner, demoSlug } from './seed.ts';
import { failingCalls, healthyCalls, type Send } from './story.ts';

type Input = { mongodbUri: string; gateway: string; keyMaster: string };

const story: readonly [Partner, (keys: Pair, send: Send) => Promise<void>][] = [
  [acme, healthyCalls],
  [birch, failingCalls],
];

/**
 * The calls with which the demo begins: really made, through the gateway that runs, once in the life of a database.
 * @returns how many were made now
 */
export async function makeFirstCalls({ mongodbUri, gateway, keyMaster }: Input): Promise<number> {
  await connectDatabase(mongodbUri);
  const steps = new DemoSteps(mongodbUri);
  let made = 0;
  const send: Send = async call => {
    made += 1;
    return await sendCall(gateway, call);
  };
  try {
    for (const [partner, calls] of story)
      await steps.once(`first calls of ${partner.name}`, async () => {
        const keys = await keysOf(partner, versionedSecret.parse(keyMaster));
        if (keys !== undefined) await calls(keys, send);
      });
    return made;
  } finally {
    await steps.close();
    await disconnectDatabase();
  }
}

async function keysOf(partner: Partner, master: VersionedSecret): Promise<Pair | undefined> {
  const owner = actorOf(await ensureAccount(demoOwner.email, demoOwner.name), 'portal');
  const endpoint = (await listEndpoints(owner)).find(({ slug }) => slug === demoSlug);
  const key = endpoint && (await findPartnerKey(owner, endpoint.id, partner));
  return key && (await revealPair(key.id, { master }));
}

/** @throws Error when the gateway cannot be reached; an answer that refuses is an answer. */
async function sendCall(gateway: string, { key, app, line, body }: Parameters<Send>[0]): ReturnType<Send> {
  const [method = '', path = ''] = line.split(' ');
  const answer = await fetch(`${gateway}/${demoSlug}${path}`, {
    method,
    headers: {
      'X-Api-Key': key,
      'User-Agent': app,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') === true && text !== '';
  return { status: answer.status, body: isJson ? JSON.parse(text) : undefined };
}

import { newId } from '@ck/shared/database';
import { Call } from '../../gateway/call.ts';
import type { Recorder } from '../../gateway/call-recorder.ts';
import type { Exchange } from '../../gateway/exchange.ts';
import { Fields } from '../../gateway/fields.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import type { KeyEntry } from '../../gateway/key-entry.ts';

const connections = 32;
const keys = 200;
const endpointId = newId();
const headers = [
  ...['Host', '127.0.0.1', 'Connection', 'keep-alive', 'X-Api-Key', 'none'],
  ...['User-Agent', 'bench/1.0 (loop)', 'Accept', '*/*'],
];
const head = { method: 'GET', target: '/bench/small', address: '127.0.0.1', fields: Fields.of(headers) };

function anEntry(): KeyEntry {
  const state = { permissions: new Set(['create', 'read', 'update', 'delete']) };
  const authority = { endpointId, keyId: newId(), sandbox: state, production: state };
  return { digest: '', authority, environment: 'production', generation: 1 } as unknown as KeyEntry;
}

/** Calls as the gateway's steps make them, without what carries them: 32 at once, each some turns of the event loop long. */
export class SimulatedCalls {
  readonly #gateway: Gateway;
  readonly #entries = Array.from({ length: keys }, anEntry);

  constructor(recorder: Recorder) {
    this.#gateway = {
      recorder,
      fence: { isFresh: () => true, databaseNow: () => 0, applied: 4711 },
      incarnation: newId(),
      metrics: { count() {}, seconds: { observe() {} } },
    } as unknown as Gateway;
  }

  async run(count: number): Promise<void> {
    let next = 0;
    const one = (done: () => void): void => {
      if (next >= count) return done();
      const number = next++;
      const call = this.#call(number);
      call.begin(() =>
        turns(1 + (number % 5), () => {
          call.bytesOut = 100;
          call.upstreamMs = 1.234;
          call.finish('ok', 200, () => turns(1 + (number % 3), () => one(done)));
        }),
      );
    };
    await Promise.all(Array.from({ length: connections }, () => new Promise<void>(one)));
  }

  #call(number: number): Call {
    const call = new Call(this.#gateway, { head } as unknown as Exchange);
    call.path = '/bench/small';
    call.query = number % 4 === 0 ? 'page=2' : '';
    call.entry = this.#entries[number % keys];
    call.needed = 'read';
    call.documentRevision = 3;
    call.operationId = 'get /small';
    return call;
  }
}

function turns(count: number, then: () => void): void {
  if (count === 0) then();
  else setImmediate(() => turns(count - 1, then));
}

import { join } from 'node:path';
import { findMongod, mongodVersion } from '../mongod/find-mongod.ts';
import { checkMongodb } from './check-mongodb.ts';
import { Leftovers } from './leftovers.ts';
import { buildPortal } from './portal-build.ts';
import { choosePorts } from './ports.ts';
import { addressesOf, type Place, type ProcessName, specOf, valuesOf } from './processes.ts';
import { type Run, RunFile, withSignInLinks } from './run-file.ts';
import type { Screen } from './screen.ts';
import { loadSecrets } from './secrets.ts';
import { type SeededDemo, seed } from './seed.ts';
import { type Ports, type StartSettings, wantedPorts } from './settings.ts';
import { summary, withoutPassword } from './summary.ts';
import { Supervisor } from './supervisor.ts';

/** Longer than any process of ours takes to hand in its work. */
const leftoverLimitMs = 35_000;

/** All processes of one `npm start`, from first to last. */
export class WholeRun {
  readonly #settings: StartSettings;
  readonly #screen: Screen;
  readonly #logs: string;
  readonly #supervisor: Supervisor;
  readonly #leftovers: Leftovers;
  readonly #runFile: RunFile;
  readonly #abort = new AbortController();
  #run: Run | undefined;

  constructor(settings: StartSettings, screen: Screen, gaveUp: (reason: string) => void) {
    this.#settings = settings;
    this.#screen = screen;
    this.#logs = join(settings.DATA_FOLDER, 'logs');
    this.#leftovers = new Leftovers(settings.DATA_FOLDER);
    this.#runFile = new RunFile(settings.DATA_FOLDER);
    const say = (line: string) => screen.say(line);
    this.#supervisor = new Supervisor({ logFolder: this.#logs, say, gaveUp, changed: () => this.#note() });
  }

  /** Returns when everything serves and the summary stands on the screen. */
  async start(): Promise<void> {
    await this.#runFile.remove();
    const left = await this.#leftovers.end(leftoverLimitMs);
    if (left > 0) this.#screen.say(`${left} processes of an earlier run were still there and have ended`);
    const place = await this.#prepare();
    const { addresses } = place;
    const values = valuesOf(place, process.env);
    await Promise.all([
      this.#screen.phase('Portal build', () => this.#build(), String),
      this.#screen.phase('MongoDB', () => this.#startMongodb(values, place), String),
      this.#phase('Mail catcher', 'mail', values, addresses.mail),
      this.#phase('Sample API', 'orders', values, addresses.upstream),
    ]);
    const seeded = await this.#screen.phase('Demo', () => this.#seed(values));
    await Promise.all([
      this.#phase('Gateway', 'gateway', values, addresses.gateway),
      this.#phase('Worker', 'worker', values),
      this.#phase('Slack bot', 'bot', values, addresses.bot),
      this.#phase('Portal', 'portal', values, addresses.portal),
    ]);
    const demo = withSignInLinks(seeded, addresses.portal, place.secrets.DEMO_SECRET);
    this.#run = { ...addresses, pids: this.#supervisor.pids(), demo };
    await this.#runFile.write(this.#run);
    this.#screen.show(summary(this.#run, this.#logs));
  }

  /** Stops all, the apps before what they lean on. */
  async stop(): Promise<void> {
    this.#run = undefined;
    this.#abort.abort();
    await this.#supervisor.stop();
    await this.#runFile.remove();
  }

  async #prepare(): Promise<Place> {
    const settings = this.#settings;
    const secrets = await loadSecrets(settings.DATA_FOLDER, process.env);
    const wanted = wantedPorts(settings);
    const ports = await choosePorts(wanted);
    for (const line of movedPorts(wanted, ports)) this.#screen.say(line);
    return { settings, ports, secrets, addresses: addressesOf(settings, ports) };
  }

  async #build(): Promise<string> {
    const built = await buildPortal(this.#logs, this.#abort.signal);
    return built ? 'built' : 'unchanged';
  }

  async #startMongodb(values: NodeJS.ProcessEnv, { ports }: Place): Promise<string> {
    if (this.#settings.MONGODB_URI !== undefined) {
      await checkMongodb(this.#settings.MONGODB_URI);
      return withoutPassword(this.#settings.MONGODB_URI);
    }
    const mongod = await findMongod(this.#settings.DATA_FOLDER);
    await this.#supervisor.start(specOf('mongod', { ...values, MONGOD_BINARY: mongod }));
    return `127.0.0.1:${ports.MONGODB_PORT}, version ${await mongodVersion(mongod)}`;
  }

  async #seed(values: NodeJS.ProcessEnv): Promise<SeededDemo> {
    return await seed(specOf('seed', values), this.#logs, this.#abort.signal);
  }

  async #phase(label: string, name: ProcessName, values: NodeJS.ProcessEnv, where = ''): Promise<void> {
    const start = () => this.#supervisor.start(specOf(name, values));
    await this.#screen.phase(label, start, () => where);
  }

  /** Keeps what is on disk about the processes true; run.json only once everything serves. */
  #note(): void {
    const complain = (error: Error) => this.#screen.say(`What runs could not be noted: ${error.message}`);
    this.#leftovers.note(this.#supervisor.started()).catch(complain);
    if (this.#run === undefined) return;
    this.#run = { ...this.#run, pids: this.#supervisor.pids() };
    this.#runFile.write(this.#run).catch(complain);
  }
}

function movedPorts(wanted: Ports, ports: Ports): string[] {
  const names = Object.keys(wanted) as (keyof Ports)[];
  const moved = names.filter(name => wanted[name] !== 0 && wanted[name] !== ports[name]);
  return moved.map(name => `Port ${wanted[name]} is taken: ${name} is ${ports[name]}`);
}

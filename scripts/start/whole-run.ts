import { join } from 'node:path';
import { findMongod, mongodVersion } from '../mongod/find-mongod.ts';
import { checkMongodb } from './check-mongodb.ts';
import type { ChildLog } from './child-log.ts';
import { Leftovers } from './leftovers.ts';
import { LogTail } from './log-tail.ts';
import { buildPortal } from './portal-build.ts';
import { choosePorts } from './ports.ts';
import { addressesOf, type Place, type ProcessName, specOf, valuesOf } from './processes.ts';
import { type Run, RunFile, withSignInLinks } from './run-file.ts';
import { firstCalls, runOnce, type SeededDemo, seeded } from './run-once.ts';
import type { Screen } from './screen.ts';
import { loadSecrets } from './secrets.ts';
import { type Ports, root, type StartSettings, wantedPorts } from './settings.ts';
import { SourceWatch } from './source-watch.ts';
import { summary, withoutPassword } from './summary.ts';
import { Supervisor } from './supervisor.ts';

/** What was asked for: `verbose` shows the logs, `dev` follows the sources. */
type Asked = { settings: StartSettings; screen: Screen; verbose: boolean; dev: boolean };

/** All processes of one `npm start`, from first to last. */
export class WholeRun {
  readonly #asked: Asked;
  readonly #screen: Screen;
  readonly #logs: string;
  readonly #supervisor: Supervisor;
  readonly #leftovers: Leftovers;
  readonly #runFile: RunFile;
  readonly #tail: LogTail | undefined;
  readonly #abort = new AbortController();
  /** Works that have something to tidy up when they are broken off. */
  readonly #works: Promise<unknown>[] = [];
  #watch: SourceWatch | undefined;
  #run: Run | undefined;

  constructor(asked: Asked, gaveUp: (reason: string) => void) {
    const { settings, screen, verbose, dev } = asked;
    this.#asked = asked;
    this.#screen = screen;
    this.#logs = join(settings.DATA_FOLDER, 'logs');
    this.#leftovers = new Leftovers(settings.DATA_FOLDER);
    this.#runFile = new RunFile(settings.DATA_FOLDER);
    this.#tail = verbose ? new LogTail(this.#logs, line => screen.say(line)) : undefined;
    const waits = (reason: string) => screen.say(`${reason}\n  It is started again when a source changes.`);
    this.#supervisor = new Supervisor({
      logFolder: this.#logs,
      say: line => screen.say(line),
      // While sources change, a process that cannot run is no reason to stop the others.
      gaveUp: reason => (this.#run !== undefined && dev ? waits(reason) : gaveUp(reason)),
      changed: () => this.#note(),
      logs: (name, log) => this.#tail?.follow(name, log),
      patience: dev ? { deaths: 2 } : {},
    });
  }

  /** Returns when everything serves and the summary stands on the screen. */
  async start(): Promise<void> {
    await this.#runFile.remove();
    const place = await this.#prepare();
    const { addresses } = place;
    const values = valuesOf(place, process.env);
    await Promise.all([
      this.#screen.phase('Portal build', () => this.#build(), String),
      this.#screen.phase('MongoDB', () => this.#startMongodb(values, place), String),
      this.#phase('Mail catcher', 'mail', values, addresses.mail),
      this.#phase('Sample API', 'orders', values, addresses.upstream),
      addresses.localSlack && this.#phase('Local Slack', 'slack', values, addresses.localSlack),
    ]);
    const demo = await this.#screen.phase('Demo', () => this.#once(specOf('seed', values), seeded));
    await Promise.all([
      this.#phase('Gateway', 'gateway', values, addresses.gateway),
      this.#phase('Worker', 'worker', values),
      this.#phase('Slack bot', 'bot', values, addresses.bot),
      this.#phase('Portal', 'portal', values, addresses.portal),
    ]);
    await this.#screen.phase('First calls', () => this.#makeFirstCalls(values), String);
    await this.#open(place, demo);
  }

  /** Stops all, the apps before what they lean on. */
  async stop(): Promise<void> {
    this.#run = undefined;
    this.#watch?.close();
    this.#abort.abort();
    await this.#supervisor.stop();
    await Promise.allSettled(this.#works);
    this.#tail?.close();
    await this.#runFile.remove();
  }

  async #prepare(): Promise<Place> {
    const { settings, dev: live } = this.#asked;
    const secrets = await loadSecrets(settings.DATA_FOLDER, process.env);
    const wanted = wantedPorts(settings);
    const ports = await choosePorts(wanted);
    for (const line of movedPorts(wanted, ports)) this.#screen.say(line);
    return { live, settings, ports, secrets, addresses: addressesOf(settings, ports) };
  }

  async #open(place: Place, demo: SeededDemo): Promise<void> {
    const { addresses, secrets } = place;
    const withLinks = withSignInLinks(demo, addresses.portal, secrets.DEMO_SECRET);
    this.#run = { ...addresses, pids: this.#supervisor.pids(), demo: withLinks };
    await this.#runFile.write(this.#run);
    this.#screen.show(summary(this.#run, this.#logs));
    if (place.live) this.#watch = new SourceWatch(root, (names, files) => this.#renew(names, files));
  }

  #renew(names: string[], files: string[]): void {
    const [first = '', ...others] = files;
    const what = others.length === 0 ? first : `${first} and ${others.length} more`;
    this.#screen.say(`${what} changed: ${names.join(', ')} started again`);
    this.#supervisor.renew(names).catch(error => this.#screen.say(String(error)));
  }

  async #build(): Promise<string> {
    if (this.#asked.dev) return 'none: Vite serves it from its sources';
    const built = await this.#tidily(buildPortal(this.#logs, this.#abort.signal));
    return built ? 'built' : 'unchanged';
  }

  async #startMongodb(values: NodeJS.ProcessEnv, { ports, settings }: Place): Promise<string> {
    if (settings.MONGODB_URI !== undefined) {
      await checkMongodb(settings.MONGODB_URI);
      return withoutPassword(settings.MONGODB_URI);
    }
    const mongod = await this.#tidily(findMongod(settings.DATA_FOLDER, this.#abort.signal));
    await this.#supervisor.start(specOf('mongod', { ...values, MONGOD_BINARY: mongod }));
    return `127.0.0.1:${ports.MONGODB_PORT}, version ${await mongodVersion(mongod)}`;
  }

  /** The demo is no reason not to serve: calls that cannot be made now are made by the next start. */
  async #makeFirstCalls(values: NodeJS.ProcessEnv): Promise<string> {
    try {
      const { made } = await this.#once(specOf('calls', values), firstCalls);
      return made === 0 ? 'made earlier' : `${made} calls of the demo’s partners`;
    } catch (error) {
      this.#abort.signal.throwIfAborted();
      return `not made: ${error instanceof Error ? error.message : error}`;
    }
  }

  async #once<Answer>(...[spec, answer]: OnceParts<Answer>): Promise<Answer> {
    const logs = (name: string, log: ChildLog) => this.#tail?.follow(name, log);
    const means = { logFolder: this.#logs, signal: this.#abort.signal, logs };
    return await this.#tidily(runOnce(spec, answer, means));
  }

  async #tidily<Result>(work: Promise<Result>): Promise<Result> {
    this.#works.push(work);
    return await work;
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

type OnceParts<Answer> = [Parameters<typeof runOnce<Answer>>[0], Parameters<typeof runOnce<Answer>>[1]];

function movedPorts(wanted: Ports, ports: Ports): string[] {
  const names = Object.keys(wanted) as (keyof Ports)[];
  const moved = names.filter(name => wanted[name] !== 0 && wanted[name] !== ports[name]);
  return moved.map(name => `Port ${wanted[name]} is taken: ${name} is ${ports[name]}`);
}

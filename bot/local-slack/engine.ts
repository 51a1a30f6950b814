import { type ActMeans, sendEvent } from './acts.ts';
import type { Answer } from './answers.ts';
import { type Ack, Delivery } from './delivery.ts';
import { handleHttp } from './handle-http.ts';
import type { Fields } from './json.ts';
import { LocalPerson } from './person.ts';
import { type RespondAnswer, respond } from './respond.ts';
import { Tickets } from './tickets.ts';
import { webApi } from './web-api.ts';
import { Workspace } from './workspace.ts';
import type { Channel, Fault, Person } from './workspace-parts.ts';

export type LocalSlackSettings = {
  /** The address at which the bot takes Slack's requests; asked for each time. */
  bot: () => string;
  signingSecret: string;
  /** The bot's token. */
  token: string;
  team: { id: string; name: string };
  people: readonly Person[];
  channels: readonly Channel[];
  /** Where the local Slack is reached: response addresses begin with it. */
  baseUrl: string;
  /** The scopes of the app; all when not said. */
  scopes?: readonly string[];
  /** Slack waits 3 s for an acknowledgement. */
  acknowledgeMs?: number;
  /** The time in milliseconds, for triggers, response addresses and signatures. */
  now?: () => number;
};

export type LocalSlack = {
  readonly workspace: Workspace;
  readonly means: ActMeans;
  /** What Slack would not have taken; a test holds it to be empty. */
  readonly faults: readonly Fault[];
  person(id: string): LocalPerson;
  webApi(method: string, args: Fields, bearer: string | undefined): Answer;
  respond(responseId: string, body: Fields): RespondAnswer;
  /** `/api/<method>` and `/respond/<id>`, for a server or for msw. */
  handleHttp(request: Request): Promise<Response>;
  /** Sends an event, such as `{ type: 'app_uninstalled' }`. */
  sendsEvent(event: Fields): Promise<Ack>;
  /** Sends the last request once more: byte by byte, or as the retry of this number, signed anew. */
  sendsAgain(retry?: number): Promise<Ack>;
};

/** A Slack workspace in memory: one for the page that `npm start` shows, one for each test. */
export function createLocalSlack(settings: LocalSlackSettings): LocalSlack {
  const { token, scopes, baseUrl, signingSecret, bot, acknowledgeMs = 3_000, now = Date.now } = settings;
  const workspace = new Workspace({ ...settings, now });
  const tickets = new Tickets(now);
  const delivery = new Delivery(workspace, { bot, signingSecret, acknowledgeMs });
  const means: ActMeans = { workspace, tickets, delivery, baseUrl };
  const people = new Map([...workspace.people.values()].map(one => [one.id, new LocalPerson(means, one)]));
  const slack: LocalSlack = {
    workspace,
    means,
    faults: workspace.faults,
    person(id) {
      const person = people.get(id);
      if (person === undefined) throw new Error(`Nobody here is ${id}.`);
      return person;
    },
    webApi: (method, args, bearer) =>
      webApi({ workspace, tickets, token, scopes, baseUrl }, method, args, bearer),
    respond: (id, body) => respond(workspace, tickets, id, body),
    handleHttp: request => handleHttp(slack, request),
    sendsEvent: event => sendEvent(means, event),
    sendsAgain: retry => delivery.again(retry),
  };
  return slack;
}

import type { ExampleBody } from '@ck/openapi/examples';
import { codeSample } from '@ck/openapi/samples';
import type { Actor } from '@ck/shared/accounts';
import { type CallSubject, type CallView, findCalls, findKeptBody } from '@ck/shared/calls';
import { portalSettings } from '#app/config.server.ts';
import { environmentLabels } from '#app/environment.ts';
import { type KeptRequestBody, tellBody } from './kept-request-body.server.ts';
import { filterParts } from './log-address.ts';
import { filterOf } from './read-log-request.server.ts';

const rowsAtOnce = 50;

/**
 * One page of a log, as its address asks for it.
 * @param means.guide where the reader can make the same call again
 */
export async function loadLog(
  actor: Actor,
  subject: CallSubject,
  url: URL,
  { guide }: { guide?: string } = {},
) {
  const { searchParams: search } = url;
  const { filter, faults } = filterOf(search);
  const cursor = search.get('cursor');
  const page = await findCalls(actor, {
    ...{ subject, filter, limit: rowsAtOnce },
    ...(cursor !== null && cursor !== '' && { cursor }),
  });
  const open = page.calls.find(({ id }) => id === search.get('open'));
  return {
    ...page,
    faults,
    isFiltered: filterParts(search).size > 0,
    isFirst: cursor === null || cursor === '',
    /** Calls that are stored after this are for the live stream. */
    loadedAt: new Date(),
    ...(open !== undefined && { open: await openedOf(actor, open, guide) }),
  };
}

export type LoadedLog = Awaited<ReturnType<typeof loadLog>>;

export type OpenedCall = {
  id: string;
  curl: string;
  /** The row's own address, for everybody who may see it. */
  link: string;
  /** Where the reader makes the same call again, or asks for what it needs. */
  replay?: string;
  /** What was sent, where it was kept. */
  body?: Omit<KeptRequestBody, 'sample'>;
};

async function openedOf(actor: Actor, call: CallView, guide: string | undefined): Promise<OpenedCall> {
  const kept = await findKeptBody(actor, call.id);
  const { sample, ...body } = kept === undefined ? { sample: noBody } : await tellBody(kept);
  const replay = new URLSearchParams({ environment: call.environment, call: call.id });
  return {
    ...{
      id: call.id,
      curl: curlOf(call, sample),
      link: new URL(`/calls/${call.id}`, portalSettings().portalUrl).href,
    },
    ...(guide !== undefined && { replay: `${guide}?${replay}` }),
    ...('until' in body && { body }),
  };
}

const noBody: ExampleBody = { kind: 'none' };

/** The call again, with the key left for whoever pastes it; with its body only where that was kept. */
function curlOf({ method, path, query, environment }: CallView, body: ExampleBody): string {
  return codeSample(
    'curl',
    { method, path, query, headers: [], body },
    {
      baseUrl: portalSettings().gatewayUrl,
      keyHeader: 'X-Api-Key',
      secret: 'variable',
      variable: `${environmentLabels[environment].toUpperCase()}_KEY`,
    },
  );
}

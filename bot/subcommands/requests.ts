import { listEndpoints } from '@ck/shared/endpoints';
import { listWaitingRequests } from '@ck/shared/requests';
import { actions, divider, plainAnswer } from '../blocks/blocks.ts';
import { runButton } from '../blocks/buttons.ts';
import { requestBlocks } from '../blocks/request-blocks.ts';
import { count } from '../blocks/text.ts';
import type { Subcommand } from './subcommand.ts';

const perPage = 5;

export const requests: Subcommand = {
  for: 'owner',
  name: 'requests',
  usage: '/collabkey requests',
  description: 'What partners have asked for and you have not decided',
  examples: ['requests'],
  async run([page = '1'], { actor, portal }) {
    const [found, endpoints] = await Promise.all([
      listWaitingRequests(actor, { page: Number.parseInt(page, 10) || 1, size: perPage }),
      listEndpoints(actor),
    ]);
    if (found.waiting === 0) return plainAnswer('Nothing waits for your decision.');
    const byId = new Map(endpoints.map(endpoint => [endpoint.id, endpoint]));
    const blocks = found.requests.flatMap(request => {
      const endpoint = byId.get(request.endpointId);
      return endpoint === undefined ? [] : [divider, ...requestBlocks(request, endpoint, portal)];
    });
    const turn = (label: string, to: number) =>
      to >= 1 && to <= found.pages ? runButton(label, ['requests', String(to)]) : undefined;
    return {
      text: `${count(found.waiting, 'request')} waiting`,
      blocks: [...blocks.slice(1), ...actions(turn('Back', found.page - 1), turn('More', found.page + 1))],
    };
  },
};

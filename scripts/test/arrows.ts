import type { Import } from './imports.ts';

/**
 * Which room may import from which, as on the map of the design. The first rule that fits the importing file holds;
 * a room may always import from itself. `shared/*` is any of shared's rooms.
 */
const rules: readonly { from: string; may: readonly string[]; never?: readonly string[] }[] = [
  { from: 'openapi', may: [] },
  { from: 'shared/testing', may: ['openapi', 'shared/*', 'scripts/mongod'] },
  { from: 'shared/jobs', may: ['openapi', 'shared/*'] },
  { from: 'shared/mail', may: ['openapi', 'shared/*'], never: ['shared/jobs'] },
  // Features write outbox rows; how and when a mail leaves is none of their business.
  { from: 'shared/*', may: ['openapi', 'shared/*'], never: ['shared/jobs', 'shared/mail'] },
  {
    from: 'gateway',
    may: [
      'openapi',
      ...[
        'keys',
        'permissions',
        'calls',
        'endpoints',
        'console',
        'refusal',
        'fence',
        'database',
        'errors',
        'process',
      ].map(room => `shared/${room}`),
    ],
  },
  { from: 'bot', may: ['shared/*'] },
  { from: 'portal', may: ['openapi', 'shared/*'] },
  // The campaign starts gateways with one safeguard taken away.
  { from: 'scripts/campaign', may: ['gateway', 'shared/*', 'scripts/*'] },
  { from: 'scripts/*', may: ['openapi', 'shared/*', 'scripts/*'] },
  // A benchmark sets a scene and runs the whole system, as a journey does.
  { from: 'bench', may: ['bot', 'gateway', 'openapi', 'shared/*', 'portal', 'scripts/*'] },
];

/** Tests set scenes, which takes more of the domain than the code under test may know. */
const sceneRooms = ['shared/*'];
const sceneFile = /\.test\.tsx?$|^(gateway|bot|portal|scripts)\/(.+\/)?(testing|journeys)\/|^bench\//;

/** Every import that goes against the map, in words. */
export function wrongArrows(imports: readonly Import[]): string[] {
  return imports.flatMap(({ from, to }) => {
    const reason = faultOf(from, to);
    return reason === undefined ? [] : [`${from} → ${to}: ${reason}`];
  });
}

function faultOf(from: string, to: string): string | undefined {
  const source = roomOf(from);
  const target = roomOf(to);
  if (source === target) return undefined;
  const rule = rules.find(({ from: room }) => fits(room, source));
  if (rule === undefined) return `${source} is on no map`;
  const scene = sceneFile.test(from);
  const may = scene ? [...rule.may, ...sceneRooms] : rule.may;
  const never = scene ? [] : (rule.never ?? []);
  if (!may.some(room => fits(room, target)) || never.some(room => fits(room, target)))
    return `${source} may not import from ${target}`;
  if (target === 'shared/testing' && !scene && source !== 'shared/testing')
    return 'only tests use shared/testing';
  return target.startsWith('shared/') && !isFace(to) ? `enter ${target} through its index.ts` : undefined;
}

/** The public face of a room of shared: its index, a file that is a room by itself, or a helper for tests. */
function isFace(path: string): boolean {
  return /^shared\/([^/]+\.ts|[^/]+\/index\.ts|testing\/[^/]+\.ts)$/.test(path);
}

/** `shared/keys/key.ts` is in `shared/keys`, `shared/errors.ts` in `shared/errors`, `gateway/main.ts` in `gateway`. */
function roomOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  if (first !== 'shared' && first !== 'scripts') return first;
  return `${first}/${second.replace(/\.\w+$/, '')}`;
}

function fits(pattern: string, room: string): boolean {
  return pattern.endsWith('/*') ? room.startsWith(pattern.slice(0, -1)) : pattern === room;
}

import { corpus, tokens } from './corpus.ts';

/** How bytes are changed; numbers are taken modulo what there is. Pure, so that a failing input can be made again. */
export type Mutation = {
  kind: 'insert' | 'delete' | 'repeat' | 'byte' | 'case' | 'cut' | 'join';
  at: number;
  length: number;
  what: number;
};

export const mutationKinds: readonly Mutation['kind'][] = [
  ...(['insert', 'insert', 'insert', 'delete', 'repeat', 'byte', 'case', 'cut', 'join'] as const),
];

/** One connection: the pieces in which its bytes come, and how it goes on after them. */
export type Input = { pieces: readonly string[]; end: 'open' | 'half-close' | 'reset' };

export function makeInput({
  start,
  mutations,
  cuts,
  end,
}: { start: number; mutations: readonly Mutation[]; cuts: readonly number[] } & Pick<Input, 'end'>): Input {
  const text = mutations.reduce(mutate, corpus[start % corpus.length] ?? '').slice(0, 60_000);
  const places = [...new Set(cuts.map(cut => cut % (text.length + 1)))].sort((a, b) => a - b);
  const bounds = [0, ...places, text.length];
  const pieces = bounds.slice(1).map((to, i) => text.slice(bounds[i], to));
  return { pieces: pieces.filter(piece => piece !== ''), end };
}

function mutate(text: string, { kind, at, length, what }: Mutation): string {
  const from = at % (text.length + 1);
  const to = Math.min(text.length, from + 1 + (length % 12));
  const token = tokens[what % tokens.length] ?? '';
  const [before, part, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  switch (kind) {
    case 'insert':
      return before + token + part + after;
    case 'delete':
      return before + after;
    case 'repeat':
      return before + part + part + after;
    case 'byte':
      return before + String.fromCharCode(what & 0xff) + part.slice(1) + after;
    case 'case':
      return before + (part === part.toLowerCase() ? part.toUpperCase() : part.toLowerCase()) + after;
    case 'cut':
      return before;
    case 'join':
      return before + (corpus[what % corpus.length] ?? '') + part + after;
  }
}

/** A source of inputs that is the same for the same seed (xorshift, 32 bits). */
export function inputsFrom(seed: number): () => Input {
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const mutation = (): Mutation => ({
    kind: mutationKinds[next() % mutationKinds.length] ?? 'insert',
    at: next(),
    length: next(),
    what: next(),
  });
  return () => {
    const ends = ['open', 'open', 'half-close', 'reset'] as const;
    const every = next() % 200 === 0;
    const cuts = every ? Array.from({ length: 400 }, (_, i) => i) : Array.from({ length: next() % 4 }, next);
    return makeInput({
      start: next(),
      mutations: Array.from({ length: next() % 5 }, mutation),
      cuts,
      end: ends[next() % ends.length] ?? 'open',
    });
  };
}

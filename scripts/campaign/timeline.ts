import type { Version } from './history.ts';

/** The versions of one entity, and which of them may have held when. */
export class Timeline<State> {
  readonly #versions = new Map<number, Version<State>>();

  add(version: Version<State>): void {
    const known = this.#versions.get(version.version);
    if (known === undefined) {
      this.#versions.set(version.version, version);
      return;
    }
    // A change that found its target reached makes no version; its return says that the one there is holds. Which of
    // the two was first cannot always be told, when the other one set what was set already.
    known.calledAt = Math.min(known.calledAt, version.calledAt);
    known.returnedAt = Math.min(known.returnedAt, version.returnedAt);
  }

  get newest(): Version<State> | undefined {
    return this.ordered().at(-1);
  }

  ordered(): Version<State>[] {
    return [...this.#versions.values()].sort((a, b) => a.version - b.version);
  }

  /**
   * The versions under which something that took from `from` to `to` may have been decided: not older than what had
   * returned before it began, not newer than what had been asked for before it ended.
   */
  possible(from: number, to: number): State[] {
    return this.around(from, to).map(({ state }) => state);
  }

  around(from: number, to: number): Version<State>[] {
    const versions = this.ordered();
    const oldest = Math.max(...versions.filter(each => each.returnedAt <= from).map(each => each.version), 0);
    const newest = Math.max(...versions.filter(each => each.calledAt <= to).map(each => each.version), 0);
    return versions.filter(({ version }) => version >= oldest && version <= newest);
  }
}

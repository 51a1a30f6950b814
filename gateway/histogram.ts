import type { Metric, Registry } from 'prom-client';

/** Measured values by size. Counting one is two additions; what Prometheus reads is made of them when it asks. */
export class Histogram {
  readonly name: string;
  readonly #help: string;
  readonly #bounds: readonly number[];
  /** How many values are at most each bound and above the one before it; the last are above all bounds. */
  readonly #counts: number[];
  #sum = 0;

  /** @param bounds the largest value of each bucket, the smallest first */
  constructor(
    { name, help, bounds }: { name: string; help: string; bounds: readonly number[] },
    registry: Registry,
  ) {
    this.name = name;
    this.#help = help;
    this.#bounds = bounds;
    this.#counts = [...bounds.map(() => 0), 0];
    // A registry asks its metrics for no more than `get`; its types know only those of the package.
    registry.registerMetric(this as unknown as Metric);
  }

  observe(value: number): void {
    const bounds = this.#bounds;
    let i = 0;
    while (i < bounds.length && value > (bounds[i] ?? 0)) i += 1;
    this.#counts[i] = (this.#counts[i] ?? 0) + 1;
    this.#sum += value;
  }

  /** As prom-client's registries read a metric, to print it or to add it to those of other workers. */
  async get() {
    let total = 0;
    const bucket = (le: number | string, i: number) => {
      total += this.#counts[i] ?? 0;
      return { labels: { le }, value: total, metricName: `${this.name}_bucket` };
    };
    const buckets = [...this.#bounds, '+Inf'].map(bucket);
    const values = [
      ...buckets,
      { labels: {}, value: this.#sum, metricName: `${this.name}_sum` },
      { labels: {}, value: total, metricName: `${this.name}_count` },
    ];
    return { name: this.name, help: this.#help, type: 'histogram', values, aggregator: 'sum' };
  }
}

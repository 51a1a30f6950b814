import { AggregatorRegistry, Registry, Histogram as Theirs } from 'prom-client';
import { expect, test } from 'vitest';
import { Histogram } from './histogram.ts';

const bounds = [0.001, 0.01, 0.1];
const values = [0, 0.001, 0.0011, 0.01, 0.05, 0.1, 0.2, 7];

test('it is printed, and added up over workers, exactly as the package’s own', async () => {
  const [own, theirs] = [new Registry(), new Registry()];
  const ours = new Histogram({ name: 'h', help: 'H', bounds }, own);
  const other = new Theirs({ name: 'h', help: 'H', buckets: bounds, registers: [theirs] });
  expect(await own.metrics()).toBe(await theirs.metrics());
  for (const value of values) {
    ours.observe(value);
    other.observe(value);
  }
  expect(await own.metrics()).toBe(await theirs.metrics());
  const twice = async (registry: Registry) => {
    const metrics = await registry.getMetricsAsJSON();
    return await AggregatorRegistry.aggregate([metrics, structuredClone(metrics)]).metrics();
  };
  expect(await twice(own)).toBe(await twice(theirs));
});

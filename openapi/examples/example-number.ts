import { numberOf, type SchemaShape } from '../schema-shape.ts';

/**
 * A number between the schema's bounds, a plain one where they allow it. `variant` counts up through different ones.
 * @returns undefined when the bounds leave none
 */
export function exampleNumber(schema: SchemaShape, integer: boolean, variant: number): number | undefined {
  const step = stepOf(schema, integer);
  const bounds = boundsOf(schema);
  const inside = (value: number) =>
    value >= bounds.low && value <= bounds.high && value !== bounds.notLow && value !== bounds.notHigh;
  const first = Math.ceil(Math.min(Math.max(1, bounds.low), bounds.high) / step);
  for (const multiple of [first, first + 1, first - 1]) {
    const value = times(multiple + variant, step);
    if (inside(value)) return value;
    const down = times(multiple - variant, step);
    if (inside(down)) return down;
  }
  if (integer || schema.multipleOf !== undefined) return undefined;
  const part = (bounds.high - bounds.low) / (variant + 2);
  const between = bounds.low + part;
  return Number.isFinite(between) && inside(between) ? between : undefined;
}

function stepOf(schema: SchemaShape, integer: boolean): number {
  const multipleOf = numberOf(schema.multipleOf);
  if (multipleOf === undefined || multipleOf <= 0) return 1;
  if (!integer) return multipleOf;
  // Which multiples of 0.4 are whole numbers? The fifth.
  for (let count = 1; count <= 1000; count++) {
    if (Number.isInteger(times(count, multipleOf))) return times(count, multipleOf);
  }
  return multipleOf;
}

function boundsOf(schema: SchemaShape) {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const notLow = numberOf(exclusiveMinimum);
  const notHigh = numberOf(exclusiveMaximum);
  return {
    low: Math.max(numberOf(minimum) ?? -Infinity, notLow ?? -Infinity),
    high: Math.min(numberOf(maximum) ?? Infinity, notHigh ?? Infinity),
    notLow,
    notHigh,
  };
}

/** Without the dust of binary fractions: 3 × 0.1 is 0.3. */
function times(multiple: number, step: number): number {
  const product = multiple * step;
  return Number.isInteger(product) ? product : Number(product.toPrecision(12));
}

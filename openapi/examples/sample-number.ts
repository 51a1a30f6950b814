import type { OpenAPIV3_1 } from 'openapi-types';

/** The smallest number that looks like an example and keeps the limits; `index` makes several differ. */
export function sampleNumber(schema: OpenAPIV3_1.SchemaObject, index: number): number {
  const whole = [schema.type].flat().includes('integer');
  const step =
    schema.multipleOf !== undefined && schema.multipleOf > 0 ? schema.multipleOf : whole ? 1 : undefined;
  const low = lowest(schema, whole);
  const high = highest(schema, whole);
  const start = low ?? (high !== undefined && high < 1 ? high - (step ?? 1) * (index + 1) : 1);
  const gap = step ?? (low !== undefined && high !== undefined ? (high - low) / 4 : 1);
  const value = aligned(start, step) + gap * index;
  return high !== undefined && value > high ? alignedDown(high, step) : tidy(value);
}

function lowest({ minimum, exclusiveMinimum }: OpenAPIV3_1.SchemaObject, whole: boolean): number | undefined {
  const above = typeof exclusiveMinimum === 'number' ? exclusiveMinimum : undefined;
  if (above === undefined || (minimum !== undefined && minimum > above)) return minimum;
  return whole ? Math.floor(above) + 1 : above + gapAbove(above);
}

function highest(
  { maximum, exclusiveMaximum }: OpenAPIV3_1.SchemaObject,
  whole: boolean,
): number | undefined {
  const below = typeof exclusiveMaximum === 'number' ? exclusiveMaximum : undefined;
  if (below === undefined || (maximum !== undefined && maximum < below)) return maximum;
  return whole ? Math.ceil(below) - 1 : below - gapAbove(below);
}

/** Small beside the number, and more than its last digit. */
const gapAbove = (value: number) => Math.max(Math.abs(value) * 1e-6, 1e-6);

function aligned(value: number, step: number | undefined): number {
  return step === undefined ? value : Math.ceil(value / step - 1e-9) * step;
}

function alignedDown(value: number, step: number | undefined): number {
  return step === undefined ? value : tidy(Math.floor(value / step + 1e-9) * step);
}

/** 0.1 × 3 is 0.30000000000000004 otherwise. */
const tidy = (value: number) => Number(value.toPrecision(12));

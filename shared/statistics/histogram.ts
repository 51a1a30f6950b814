/**
 * How long calls took, as counts in buckets that grow by 4 %: bucket i holds what is over growth^(i-1) and up to
 * growth^i milliseconds. A percentile is told as 2·growth^i/(growth+1), which is off by (growth-1)/(growth+1) = 1.96 %
 * at most. Histograms add up without loss, so a day is made from its hours. (The buckets of DDSketch, VLDB 2019.)
 */
const growth = 1.04;
/** The least that a record tells apart, and a day; what is beyond counts as these. */
const smallestMs = 0.01;
const largestMs = 24 * 60 * 60 * 1000;

const lowest = Math.ceil(Math.log(smallestMs) / Math.log(growth)) - 1;
const size = Math.ceil(Math.log(largestMs) / Math.log(growth)) - lowest + 2;

/** The bucket of a number of milliseconds, as an expression of MongoDB. */
export function bucketExpression(milliseconds: unknown): object {
  const kept = { $min: [{ $max: [milliseconds, smallestMs] }, largestMs] };
  return { $subtract: [{ $ceil: { $divide: [{ $ln: kept }, Math.log(growth)] } }, lowest] };
}

export class Histogram {
  /** Made with the first call: many are never asked anything. */
  #counts: Float64Array | undefined;
  #total = 0;

  /** @throws RangeError for what `bucketExpression` never gives */
  add(bucket: number, calls: number): void {
    if (!(Number.isInteger(bucket) && bucket >= 0 && bucket < size)) throw new RangeError(`bucket ${bucket}`);
    this.#counts ??= new Float64Array(size);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + calls;
    this.#total += calls;
  }

  /**
   * Adds what `encode` gave. Ninety days of an endpoint are a million buckets: so numbers are read in place, without a
   * call or an object for each.
   * @throws RangeError for what `encode` never gives
   */
  merge(encoded: Uint8Array): void {
    if (encoded.length === 0) return;
    this.#counts ??= new Float64Array(size);
    const counts = this.#counts;
    let bucket = -1;
    let isGap = true;
    let value = 0;
    let factor = 1;
    for (let at = 0; at < encoded.length; at += 1) {
      const byte = encoded[at] ?? 0;
      value += (byte & 127) * factor;
      factor *= 128;
      if (byte >= 128) continue;
      if (isGap) {
        bucket += value;
        if (bucket < 0 || bucket >= size) throw new RangeError(`bucket ${bucket}`);
      } else {
        counts[bucket] = (counts[bucket] ?? 0) + value;
        this.#total += value;
      }
      isGap = !isGap;
      value = 0;
      factor = 1;
    }
    if (!isGap || factor !== 1) throw new RangeError('a histogram that ends within a number');
  }

  /**
   * The time that a share of the calls took at most (nearest rank), in milliseconds, within 2 %.
   * @returns undefined when nothing was counted
   */
  percentile(share: number): number | undefined {
    const rank = Math.max(1, Math.ceil(share * this.#total));
    let seen = 0;
    for (let bucket = 0; bucket < size; bucket += 1) {
      seen += this.#counts?.[bucket] ?? 0;
      if (seen >= rank) return (2 * growth ** (bucket + lowest)) / (growth + 1);
    }
    return undefined;
  }

  /** Only the buckets that hold something: how many further it is than the last one, and how many calls it holds. */
  encode(): Uint8Array {
    const bytes: number[] = [];
    if (this.#counts === undefined) return new Uint8Array();
    let last = -1;
    for (let bucket = 0; bucket < size; bucket += 1) {
      const calls = this.#counts?.[bucket] ?? 0;
      if (calls === 0) continue;
      writeNumber(bytes, bucket - last);
      writeNumber(bytes, calls);
      last = bucket;
    }
    return Uint8Array.from(bytes);
  }
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. Without shifts, which end at 32 bits. */
function writeNumber(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
}

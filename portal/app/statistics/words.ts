/** "3.4 ms", "312 ms", "1.2 s", "2 min". */
export function milliseconds(number: number): string {
  if (number < 0.05) return 'under 0.1 ms';
  if (number < 9.95) return `${number.toFixed(1)} ms`;
  if (number < 999.5) return `${Math.round(number)} ms`;
  if (number < 99_950) return `${(number / 1000).toFixed(1)} s`;
  return `${Math.round(number / 60_000)} min`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "26 Nov, 14:00" or "26 Nov", in UTC as the steps are. */
export function stepInWords(at: Date, by: 'hour' | 'day'): string {
  const day = `${at.getUTCDate()} ${months[at.getUTCMonth()]}`;
  return by === 'day' ? day : `${day}, ${String(at.getUTCHours()).padStart(2, '0')}:00`;
}

/** An operation that the document gave no name is called by its method and path; the method stands beside it already. */
export function operationName(method: string, operationId: string): string {
  return operationId.startsWith(`${method} /`) ? operationId.slice(method.length + 1) : operationId;
}

/** Where a scale ends: the next even number of 1, 2, 4, 6, 8 and their tens that is not below, so that its half is whole. */
export function niceCeiling(number: number): number {
  const least = Math.max(2, number);
  const ten = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 4, 6, 8].map(step => step * ten).find(step => step >= least) ?? 10 * ten;
}

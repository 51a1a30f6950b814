const format = new Intl.NumberFormat('en-US');

/** "1,284". */
export const count = (number: number): string => format.format(number);

/** "14.7 %"; undefined where there is nothing to share. */
export function share(part: number, whole: number): string | undefined {
  return whole === 0 ? undefined : `${((part / whole) * 100).toFixed(1).replace(/\.0$/, '')} %`;
}

/** "1 key", "8 keys". */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${count(number)} ${number === 1 ? one : many}`;

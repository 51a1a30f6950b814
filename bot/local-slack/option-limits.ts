import { type Fields, isFields, objectsOf } from './json.ts';
import type { LimitFaults } from './limit-faults.ts';

const optionMax = 100;

export function checkMenuOptions(
  faults: LimitFaults,
  place: string,
  { options, option_groups: groups }: Fields,
  initial: readonly Fields[],
): void {
  if ((options === undefined) === (groups === undefined))
    return faults.say(place, 'needs either options or option_groups');
  if (groups === undefined) {
    checkOptions(faults, `${place}.options`, options, { max: optionMax, plain: true });
    return checkInitial(faults, place, initial, objectsOf(options));
  }
  for (const [index, group] of faults.list(`${place}.option_groups`, groups, { max: 100 }).entries()) {
    const at = `${place}.option_groups[${index}]`;
    faults.text(`${at}.label`, group.label, { max: 75, plain: true });
    checkOptions(faults, `${at}.options`, group.options, { max: optionMax, plain: true });
  }
  checkInitial(
    faults,
    place,
    initial,
    objectsOf(groups).flatMap(group => objectsOf(group.options)),
  );
}

export function checkOptions(
  faults: LimitFaults,
  place: string,
  value: unknown,
  { max, plain = false, url = false }: { max: number; plain?: boolean; url?: boolean },
): void {
  const values = new Set<unknown>();
  for (const [index, option] of faults.list(place, value, { max }).entries()) {
    const at = `${place}[${index}]`;
    faults.known(at, option, ['text', 'value', 'description', ...(url ? ['url'] : [])]);
    faults.text(`${at}.text`, option.text, { max: 75, plain });
    faults.string(`${at}.value`, option.value, { max: 150 });
    faults.text(`${at}.description`, option.description, { max: 75, plain, optional: true });
    faults.string(`${at}.url`, option.url, { max: 3000, optional: true });
    if (values.has(option.value)) faults.say(`${at}.value`, 'is the value of another option too');
    values.add(option.value);
  }
}

/** What is chosen at first must be an option, letter by letter. */
export function checkInitial(
  faults: LimitFaults,
  place: string,
  initial: readonly Fields[],
  options: readonly Fields[],
): void {
  const known = options.map(option => JSON.stringify([option.text, option.value]));
  for (const { text, value } of initial)
    if (!known.includes(JSON.stringify([text, value])))
      faults.say(place, 'begins with what is no option of it');
}

export function checkConfirm(faults: LimitFaults, place: string, value: unknown): void {
  if (!isFields(value)) return faults.say(place, 'must be an object');
  faults.known(place, value, ['title', 'text', 'confirm', 'deny', 'style']);
  faults.text(`${place}.title`, value.title, { max: 100, plain: true });
  faults.text(`${place}.text`, value.text, { max: 300 });
  faults.text(`${place}.confirm`, value.confirm, { max: 30, plain: true });
  faults.text(`${place}.deny`, value.deny, { max: 30, plain: true });
  faults.oneOf(`${place}.style`, value.style, ['primary', 'danger']);
}

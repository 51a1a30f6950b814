export { type CallsOfKey, readCallsOfKeys } from './calls-of-keys.ts';
export { countDirtyHours } from './count-dirty-hours.ts';
export { type Counts, type ErrorClass, errorClassOf } from './counts.ts';
export type { Figures, KeyFigures, OperationFigures } from './figures.ts';
export { findKeysInTrouble, type KeyInTrouble } from './keys-in-trouble.ts';
export { readStatistics, type Statistics, type StatisticsQuery } from './read-statistics.ts';
export type { Answer } from './sheet.ts';

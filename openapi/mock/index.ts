export { type MockAnswer, mockAnswer } from './mock-answer.ts';
export { type Preference, readPreference } from './prefer.ts';

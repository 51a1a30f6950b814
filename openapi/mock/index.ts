export { type MockAnswer, type MockWishes, mockAnswer } from './mock-answer.ts';

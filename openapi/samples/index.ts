export { codeSample, type Language, languages, type SampleTarget } from './code-sample.ts';

export { codeSample, type SampleLanguageName, sampleLanguages } from './code-sample.ts';
export type { SampleOptions } from './sample-options.ts';

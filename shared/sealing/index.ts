export { type Sealed, seal, unseal } from './seal.ts';

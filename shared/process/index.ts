export { announceReady, onShutdown } from './lifecycle.ts';
export { createLog, type Logger } from './log.ts';
export {
  deployment,
  httpAddress,
  mongodbUri,
  port,
  readSettings,
  SettingsError,
  type VersionedSecret,
  versionedSecret,
} from './settings.ts';

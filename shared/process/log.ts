import { type Logger, pino } from 'pino';

/** Names under which a secret could travel into a log line. */
const secretFields = [
  'authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'key',
  'keyText',
  'token',
  'password',
];

/** The log of one process: JSON lines on stdout, with anything that could be a secret taken out. */
export function createLog(name: string, level = process.env.LOG_LEVEL ?? 'info'): Logger {
  const paths = secretFields.flatMap(field => [`["${field}"]`, `*["${field}"]`, `*.headers["${field}"]`]);
  return pino({ name, level, redact: { paths, censor: '[secret]' } });
}

export type { Logger } from 'pino';

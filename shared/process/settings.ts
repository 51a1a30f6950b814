import { z } from 'zod';

/** Settings that cannot be used, all faults in one message. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings of one process from its environment through one schema. Empty strings count as not set.
 * @throws SettingsError naming every fault; never a value, since values may be secrets.
 */
export function readSettings<Schema extends z.ZodType>(
  schema: Schema,
  environment: NodeJS.ProcessEnv,
): z.output<Schema> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    issue => `  ${issue.path.join('.') || 'settings'}: ${issue.message}`,
  );
  throw new SettingsError(`These settings need attention:\n${faults.join('\n')}`);
}

/** `development` allows loopback upstreams and demo sign-in; anything not said is `production`. */
export const deployment = z.enum(['development', 'production']).default('production');

/** A TCP port; 0 asks the system for a free one. */
export const port = z.coerce.number().int().min(0).max(65_535);

/** An http(s) address without a trailing slash. */
export const httpAddress = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .transform(address => address.replace(/\/+$/, ''));

/** Where MongoDB is. */
export const mongodbUri = z
  .string({ error: 'is required, for example mongodb://127.0.0.1:27017/collaboration-keys' })
  .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://');

/** A secret in versions, newest first; `current` is used for new work, all for reading old work. */
export type VersionedSecret = {
  current: number;
  versions: ReadonlyMap<number, Buffer>;
};

/** `version:base64url` pairs, newest first, separated by commas; each 32 bytes. */
export const versionedSecret = z
  .string({ error: 'is required: <version>:<32 bytes in base64url>, newest first, separated by commas' })
  .transform((text, context): VersionedSecret => {
    const versions = new Map<number, Buffer>();
    for (const part of text.split(',')) {
      const match = /^(\d{1,6}):([A-Za-z0-9_-]{43})$/.exec(part.trim());
      if (!match?.[1] || !match[2] || versions.has(Number(match[1]))) {
        context.addIssue('must be <version>:<32 bytes in base64url>, each version once');
        return z.NEVER;
      }
      versions.set(Number(match[1]), Buffer.from(match[2], 'base64url'));
    }
    return { current: versions.keys().next().value ?? 0, versions };
  });

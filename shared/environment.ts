/** Where a key works: on test data or on the real thing. */
export type Environment = 'sandbox' | 'production';

export const environments: readonly Environment[] = ['sandbox', 'production'];

export const environmentLabels: Readonly<Record<Environment, string>> = {
  sandbox: 'Sandbox',
  production: 'Production',
};

export function isEnvironment(value: unknown): value is Environment {
  return value === 'sandbox' || value === 'production';
}

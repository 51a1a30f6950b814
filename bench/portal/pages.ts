import type { DemoRole } from '../../portal/app/auth/demo-link.ts';
import type { BenchScene } from './seed.ts';

export type BenchPage = { role: DemoRole; name: string; path: string };

/** The list and detail pages of both sides. */
export function benchPages({ slug, keyId, deletedId }: BenchScene): BenchPage[] {
  const keys = `/apis/${slug}/keys`;
  const owner = (name: string, path: string): BenchPage => ({ role: 'owner', name, path });
  const collaborator = (name: string, path: string): BenchPage => ({ role: 'collaborator', name, path });
  return [
    owner('APIs', '/apis'),
    owner('overview', `/apis/${slug}`),
    owner('50 keys', keys),
    owner('add key', `${keys}/new`),
    owner('key, Sandbox', `${keys}/${keyId}`),
    owner('key, Production', `${keys}/${keyId}?environment=production`),
    owner('deleted key', `${keys}/deleted/${deletedId}`),
    owner('activity', `/apis/${slug}/activity`),
    collaborator('dashboard', '/dashboard'),
    collaborator('shared key', `/shared/${keyId}`),
  ];
}

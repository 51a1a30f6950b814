import type { DemoRole } from '../../portal/app/auth/demo-link.ts';
import type { BenchScene } from './seed.ts';

export type BenchPage = { role: DemoRole; name: string; path: string };

/** The list and detail pages of both sides. */
export function benchPages({ slug, keyId, deletedId, many }: BenchScene): BenchPage[] {
  const keys = `/apis/${slug}/keys`;
  const owner = (name: string, path: string): BenchPage => ({ role: 'owner', name, path });
  const collaborator = (name: string, path: string): BenchPage => ({ role: 'collaborator', name, path });
  return [
    owner('APIs', '/apis'),
    owner('overview', `/apis/${slug}`),
    owner('keys', keys),
    owner('10,000 keys', `/apis/${many.slug}/keys`),
    owner('10,000, last page', `/apis/${many.slug}/keys?page=500`),
    owner('10,000, by name', `/apis/${many.slug}/keys?order=name`),
    owner('10,000, searched', `/apis/${many.slug}/keys?text=no.+77`),
    owner('10,000, narrowed', `/apis/${many.slug}/keys?production=inactive&invitations=none`),
    owner('one of 10,000', `/apis/${many.slug}/keys/${many.keyId}`),
    owner('overview of 10,000', `/apis/${many.slug}`),
    owner('add key', `${keys}/new`),
    owner('key, Sandbox', `${keys}/${keyId}`),
    owner('key, Production', `${keys}/${keyId}?environment=production`),
    owner('deleted key', `${keys}/deleted/${deletedId}`),
    owner('statistics', `/apis/${slug}/statistics`),
    owner('statistics, 90 days', `/apis/${slug}/statistics?range=90d`),
    owner('activity', `/apis/${slug}/activity`),
    collaborator('dashboard', '/dashboard'),
    collaborator('shared key', `/shared/${keyId}`),
    collaborator('guide', `/shared/${keyId}/guide`),
    collaborator('statistics', `/shared/${keyId}/statistics`),
  ];
}

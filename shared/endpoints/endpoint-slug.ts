import { DomainError } from '../errors.ts';

const slugForm = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const maxLength = 63;

/** The first path segment of every call: `Orders API (v2)` becomes `orders-api-v2`. */
export function slugFromName(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxLength)
    .replace(/^-+|-+$/g, '');
}

/** @throws DomainError `invalid` when it could not stand in a path as it is. `_` stays reserved by this form. */
export function readSlug(slug: string): string {
  const text = slug.trim();
  if (text.length > maxLength || !slugForm.test(text)) {
    const message = `Use lower-case letters, digits and single hyphens, at most ${maxLength}, such as orders.`;
    throw new DomainError('invalid', message, { field: 'slug' });
  }
  return text;
}

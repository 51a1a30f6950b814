import type { Permission } from '@ck/shared/permissions';

export type Partner = {
  name: string;
  description: string;
  person: { email: string; name: string };
  /** What differs from a new key, which may do everything and is active in both environments: one change at most. */
  production: { permissions: readonly Permission[] } | { active: false };
};

/** One partner for whom all goes well, one with errors from the start, one that never called. */
export const acme: Partner = {
  name: 'Acme Corp',
  description: 'Demo: storefront checkout and order status. All goes well here.',
  person: { email: 'mina@acme.example', name: 'Mina Park' },
  production: { permissions: ['create', 'read', 'update'] },
};

export const birch: Partner = {
  name: 'Birch Logistics',
  description:
    'Demo: a warehouse integration with errors from the start. It creates with a production key that only reads, asks for orders that do not exist, and sends bodies that do not fit.',
  person: { email: 'lena@birch.example', name: 'Lena Fuchs' },
  production: { permissions: ['read'] },
};

export const cobalt: Partner = {
  name: 'Cobalt Travel',
  description: 'Demo: has never called. Production is switched off.',
  person: { email: 'omar@cobalt.example', name: 'Omar Haddad' },
  production: { active: false },
};

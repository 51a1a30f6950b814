/** Menus and trails of an endpoint's pages. */
export const endpointSections = (slug: string) => [
  { to: `/apis/${slug}`, label: 'Overview', exact: true },
  { to: `/apis/${slug}/keys`, label: 'Collaboration Keys' },
  { to: `/apis/${slug}/logs`, label: 'Logs' },
  { to: `/apis/${slug}/statistics`, label: 'Statistics' },
  { to: `/apis/${slug}/requests`, label: 'Requests' },
  { to: `/apis/${slug}/activity`, label: 'Activity' },
  { to: `/apis/${slug}/settings`, label: 'Settings' },
];

export const endpointTrail = (endpoint: { slug: string; name: string }) => [
  { to: '/apis', label: 'APIs' },
  { to: `/apis/${endpoint.slug}`, label: endpoint.name },
];

/** The same of what was shared with a collaborator. */
export const sharedSections = (keyId: string) => [
  { to: `/shared/${keyId}`, label: 'Keys', exact: true },
  { to: `/shared/${keyId}/guide`, label: 'Test & Integration Guide' },
  { to: `/shared/${keyId}/logs`, label: 'Logs' },
  { to: `/shared/${keyId}/statistics`, label: 'Statistics' },
];

export const sharedTrail = (keyId: string, endpoint: { name: string }) => [
  { to: '/dashboard', label: 'Dashboard' },
  { to: `/shared/${keyId}`, label: endpoint.name },
];

/** Menus and trails of an endpoint's pages. */
export const endpointSections = (slug: string) => [
  { to: `/apis/${slug}`, label: 'Overview', exact: true },
  { to: `/apis/${slug}/keys`, label: 'Collaboration Keys' },
  { to: `/apis/${slug}/activity`, label: 'Activity' },
];

export const endpointTrail = (endpoint: { slug: string; name: string }) => [
  { to: '/apis', label: 'APIs' },
  { to: `/apis/${endpoint.slug}`, label: endpoint.name },
];

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

/** What an owner looks at of what a key's people see. */
export const lookedAtSections = (slug: string, keyId: string) => {
  const page = `/apis/${slug}/keys/${keyId}/as-collaborator`;
  return [
    { to: page, label: 'Keys and guide', exact: true },
    { to: `${page}/logs`, label: 'Logs' },
    { to: `${page}/statistics`, label: 'Statistics' },
  ].map(section => ({ ...section, isWrittenDown: true }));
};

/** The same of what was shared with a collaborator. */
export const sharedSections = (keyId: string) => [
  { to: `/shared/${keyId}`, label: 'Keys', exact: true },
  { to: `/shared/${keyId}/guide`, label: 'Test & Integration Guide' },
  { to: `/shared/${keyId}/logs`, label: 'Logs' },
  { to: `/shared/${keyId}/statistics`, label: 'Statistics' },
];

/** @param company whose part of the dashboard the way back leads to */
export const dashboardOf = (company: string) => `/dashboard?${new URLSearchParams({ company })}`;

export const sharedTrail = (keyId: string, endpoint: { name: string }, company: string) => [
  { to: dashboardOf(company), label: 'Dashboard' },
  { to: `/shared/${keyId}`, label: endpoint.name },
];

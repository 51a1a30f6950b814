/** The menu of the pages about notifications. */
export const notificationSections = [
  { to: '/notifications', label: 'Inbox', exact: true },
  { to: '/notifications/settings', label: 'Settings' },
];

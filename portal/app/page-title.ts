/** "Acme Corp · Collaboration Keys": what the tab and the history show. */
export function pageTitle(...parts: (string | undefined)[]): { title: string }[] {
  return [
    { title: [...parts, 'Collaboration Keys'].filter(part => part !== undefined && part !== '').join(' · ') },
  ];
}

/** Fields that Swagger UI draws without a name; inputs of parameters have one by their placeholder. */
const nameless = 'select:not([aria-label]), textarea:not([aria-label]), input:not([aria-label])';

/**
 * Gives every field of the form a name for who does not see it: that of its parameter, else what it is. Goes on while the
 * form changes. @returns stops that
 */
export function nameFields(form: HTMLElement): () => void {
  const name = () => {
    for (const field of form.querySelectorAll(nameless)) {
      const words = nameOf(field);
      if (words !== undefined) field.setAttribute('aria-label', words);
    }
  };
  const observer = new MutationObserver(name);
  observer.observe(form, { childList: true, subtree: true });
  name();
  return () => observer.disconnect();
}

function nameOf(field: Element): string | undefined {
  const parameter = field.closest('tr')?.querySelector('.parameter__name')?.firstChild?.textContent?.trim();
  const isChoice = field instanceof HTMLInputElement && field.type === 'checkbox';
  // What a checkbox does is in its own label.
  if (isChoice) return undefined;
  if (parameter !== undefined && parameter !== '') return parameter;
  if (field.matches('.examples-select-element')) return 'Example';
  if (field.matches('.content-type')) return 'Content type';
  return field instanceof HTMLSelectElement ? undefined : 'Request body';
}

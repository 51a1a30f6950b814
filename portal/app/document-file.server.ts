/** The form with a chosen file's text as its `document`: what follows knows text only. */
export async function documentFromFile(form: FormData): Promise<FormData> {
  const file = form.get('documentFile');
  form.delete('documentFile');
  if (file instanceof File && file.size > 0) form.set('document', await file.text());
  return form;
}

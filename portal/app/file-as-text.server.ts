/** The form with the text of the file that was chosen for one of its fields: what follows knows text only. */
export async function fileAsText(form: FormData, field: string): Promise<FormData> {
  const file = form.get(`${field}File`);
  form.delete(`${field}File`);
  if (file instanceof File && file.size > 0) form.set(field, await file.text());
  return form;
}

import type { ChangeEvent } from 'react';
import classes from './file-into.module.css';
import { useHydrated } from './use-hydrated.ts';

type FileIntoProps = {
  /** Of the text area that the file's text goes into. */
  areaId: string;
  /** The form's field; the file is sent as `…File`. */
  field: string;
  accept: string;
};

/**
 * A file instead of typed text. With scripts its text is put into the text area, where it can be seen and mended; without
 * them the file is sent.
 */
export function FileInto({ areaId, field, accept }: FileIntoProps) {
  const hydrated = useHydrated();
  return (
    <label className={classes.file}>
      <span>or choose its file</span>
      <input
        type="file"
        name={hydrated ? undefined : `${field}File`}
        accept={accept}
        onChange={event => void fill(event, areaId)}
      />
    </label>
  );
}

async function fill(event: ChangeEvent<HTMLInputElement>, areaId: string): Promise<void> {
  const [file] = event.currentTarget.files ?? [];
  const area = document.getElementById(areaId);
  if (file === undefined || !(area instanceof HTMLTextAreaElement)) return;
  area.value = await file.text();
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

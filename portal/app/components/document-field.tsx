import type { FieldMetadata } from '@conform-to/react';
import type { ChangeEvent } from 'react';
import classes from './document-field.module.css';
import { LongTextField } from './form-field.tsx';
import { useHydrated } from './use-hydrated.ts';

/**
 * An OpenAPI document as text or as a file. With scripts a chosen file's text is put into the text area, where its
 * faults can be seen and mended; without them the file is sent.
 */
export function DocumentField({ field }: { field: FieldMetadata<string | undefined> }) {
  const hydrated = useHydrated();
  return (
    <div>
      <LongTextField
        field={field}
        label="OpenAPI document"
        description="OpenAPI 3.0, 3.1 or Swagger 2.0, as JSON or YAML"
        rows={12}
        mono
        required
      />
      <label className={classes.file}>
        <span>or choose its file</span>
        <input
          type="file"
          name={hydrated ? undefined : 'documentFile'}
          accept=".json,.yaml,.yml,application/json,application/yaml"
          onChange={event => void fill(event, field.id)}
        />
      </label>
    </div>
  );
}

async function fill(event: ChangeEvent<HTMLInputElement>, areaId: string): Promise<void> {
  const [file] = event.currentTarget.files ?? [];
  const area = document.getElementById(areaId);
  if (file === undefined || !(area instanceof HTMLTextAreaElement)) return;
  area.value = await file.text();
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

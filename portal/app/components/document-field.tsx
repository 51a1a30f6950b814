import type { FieldMetadata } from '@conform-to/react';
import classes from './document-field.module.css';
import { FileInto } from './file-into.tsx';
import { LongTextField, TextField } from './form-field.tsx';

type DocumentFieldProps = {
  field: FieldMetadata<string | undefined>;
  /** Where it lies, instead of its text. */
  urlField: FieldMetadata<string | undefined>;
};

/** An OpenAPI document as text, as a file, or from an address that the portal asks once. */
export function DocumentField({ field, urlField }: DocumentFieldProps) {
  return (
    <div>
      <LongTextField
        field={field}
        label="OpenAPI document"
        description="OpenAPI 3.0, 3.1 or Swagger 2.0, as JSON or YAML"
        rows={12}
        mono
      />
      <FileInto
        areaId={field.id}
        field="document"
        accept=".json,.yaml,.yml,application/json,application/yaml"
      />
      <div className={classes.address}>
        <TextField
          field={urlField}
          label="or its address"
          description="Read once, when you save. It must be public: no sign-in, no redirect, at most 10 MB"
          placeholder="https://api.harbor.example/openapi.json"
          inputMode="url"
        />
      </div>
    </div>
  );
}

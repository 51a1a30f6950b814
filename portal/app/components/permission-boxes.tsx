import { allPermissions, type Permission, permissionLabels } from '@ck/shared/permissions';
import { Checkbox } from '@mantine/core';
import classes from './permission-boxes.module.css';

type PermissionBoxesProps = {
  chosen: readonly Permission[];
  onChange?: (chosen: Permission[]) => void;
  /** Two columns with an edge, as in a dialog. */
  boxed?: boolean;
};

/** The four permissions as one group of the form field `permissions`. */
export function PermissionBoxes({ chosen, onChange, boxed = false }: PermissionBoxesProps) {
  const change = (permission: Permission, on: boolean) =>
    onChange?.(allPermissions.filter(each => (each === permission ? on : chosen.includes(each))));
  return (
    <fieldset className={classes.group} data-boxed={boxed || undefined}>
      <legend className={classes.legend}>Permissions</legend>
      {allPermissions.map(permission => (
        <Checkbox
          key={permission}
          name="permissions"
          value={permission}
          label={permissionLabels[permission]}
          checked={chosen.includes(permission)}
          onChange={event => change(permission, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  );
}

/** What a key may do, for people who cannot change it: what is not held is struck through, and said so. */
export function PermissionWords({ held }: { held: readonly Permission[] }) {
  return (
    <span className={classes.words}>
      {allPermissions.map(permission => {
        const word = permission.charAt(0).toUpperCase() + permission.slice(1);
        return held.includes(permission) ? (
          <span key={permission}>{word}</span>
        ) : (
          <s key={permission} title={`${word} is not permitted`}>
            {word}
          </s>
        );
      })}
    </span>
  );
}

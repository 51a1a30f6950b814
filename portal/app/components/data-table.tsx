import type { ReactNode } from 'react';
import classes from './data-table.module.css';

type Column = {
  label: ReactNode;
  name: string;
  width?: string;
  end?: boolean;
  /** How the rows are ordered by it. */
  sorted?: 'ascending' | 'descending';
};

type DataTableProps = { caption: string; columns: readonly Column[]; dense?: boolean; children: ReactNode };

/**
 * A plain table: Mantine's cells cost the server more than half of its pages per second. On a phone each row becomes
 * label and value lines; cells name their column in `data-label` for that.
 */
export function DataTable({ caption, columns, dense = false, children }: DataTableProps) {
  return (
    <div className={classes.frame}>
      <table className={classes.table} data-dense={dense || undefined}>
        <caption className={classes.caption}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ label, name, width, end = false, sorted }) => (
              <th
                key={name}
                scope="col"
                aria-sort={sorted}
                style={width === undefined ? undefined : { width }}
                data-end={end || undefined}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

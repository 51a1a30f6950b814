import type { ReactNode } from 'react';
import classes from './card.module.css';

type CardProps = {
  /** Where links from elsewhere lead to. */
  id?: string;
  title?: ReactNode;
  hint?: ReactNode;
  actions?: ReactNode;
  /** Red edge: what stands inside cannot be undone. */
  danger?: boolean;
  /** Rows inside bring their own padding. */
  flush?: boolean;
  children: ReactNode;
};

export function Card({ id, title, hint, actions, danger = false, flush = false, children }: CardProps) {
  return (
    <section
      id={id}
      className={classes.card}
      data-danger={danger || undefined}
      aria-label={typeof title === 'string' ? title : undefined}
    >
      {title !== undefined && (
        <div className={classes.head}>
          <div>
            <h2 className={classes.title}>{title}</h2>
            {hint !== undefined && <p className="ck-small">{hint}</p>}
          </div>
          {actions !== undefined && <div className={classes.actions}>{actions}</div>}
        </div>
      )}
      <div className={flush ? undefined : classes.body}>{children}</div>
    </section>
  );
}

/** One quiet line at the foot of a card. */
export function CardFoot({ children }: { children: ReactNode }) {
  return <div className={classes.foot}>{children}</div>;
}

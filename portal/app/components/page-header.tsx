import { Link, NavLink } from '@remix-run/react';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './page-header.module.css';
import type { MenuEntry } from './top-bar.tsx';

type PageHeaderProps = {
  title: string;
  /** One line under the title. */
  lead?: ReactNode;
  trail?: readonly MenuEntry[];
  actions?: ReactNode;
  sections?: readonly (MenuEntry & {
    exact?: boolean;
    /** Loading it is written down, so it is loaded only when it is opened. */
    isWrittenDown?: boolean;
  })[];
};

export function PageHeader({ title, lead, trail = [], actions, sections = [] }: PageHeaderProps) {
  return (
    <div className={classes.header} data-with-sections={sections.length > 0 || undefined}>
      <div className={classes.inner}>
        {trail.length > 0 && <Trail trail={trail} title={title} />}
        <div className={classes.row}>
          <div className={classes.heading}>
            <h1>{title}</h1>
            {lead !== undefined && <p className={classes.lead}>{lead}</p>}
          </div>
          {actions !== undefined && <div className={classes.actions}>{actions}</div>}
        </div>
        {sections.length > 0 && (
          <nav className={classes.sections} aria-label="Section">
            {sections.map(({ to, label, exact = false, isWrittenDown = false }) => (
              <NavLink
                key={to}
                to={to}
                end={exact}
                className={() => classes.section}
                prefetch={isWrittenDown ? 'none' : 'intent'}
              >
                {label}
              </NavLink>
            ))}
          </nav>
        )}
      </div>
    </div>
  );
}

function Trail({ trail, title }: { trail: readonly MenuEntry[]; title: string }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className={classes.trail}>
        {trail.map(({ to, label }) => (
          <li key={to}>
            <Link to={to} className={classes.crumb}>
              {label}
            </Link>
            <IconChevronRight size={13} aria-hidden />
          </li>
        ))}
        <li aria-current="page">{title}</li>
      </ol>
    </nav>
  );
}

/** What stands under the header: 1136 px at most. */
export function PageBody({ children }: { children: ReactNode }) {
  return <div className={classes.body}>{children}</div>;
}

import { Link } from '@remix-run/react';
import { dashboardOf } from '#app/endpoint-pages.ts';
import { counted } from '#app/numbers.ts';
import filters from '#app/statistics/filter-links.module.css';
import classes from './dashboard.module.css';

type CompanySwitcherProps = {
  companies: readonly { name: string; endpoints: number }[];
  chosen: string | undefined;
};

/** Who works for several companies looks at one at a time: what is below is of the chosen one only. */
export function CompanySwitcher({ companies, chosen }: CompanySwitcherProps) {
  return (
    <nav aria-label="Company" className={classes.companies}>
      <div className={filters.group}>
        {companies.map(({ name, endpoints }) => (
          <Link
            key={name}
            to={dashboardOf(name)}
            className={filters.choice}
            aria-current={name === chosen ? 'true' : undefined}
            title={counted(endpoints, 'shared endpoint')}
          >
            {name} <span className="ck-muted">{endpoints}</span>
          </Link>
        ))}
      </div>
    </nav>
  );
}

import type { ReactNode } from 'react';
import classes from './centered.module.css';
import { Mark } from './mark.tsx';

/** The pages before somebody is signed in. */
export function SignInFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={classes.page} id="content">
      <div className={classes.box}>
        <div className={classes.brand}>
          <Mark />
          Collaboration Keys
        </div>
        <div className={classes.card}>
          <h1>{title}</h1>
          {children}
        </div>
      </div>
    </main>
  );
}

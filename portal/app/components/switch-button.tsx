import { IconPower } from '@tabler/icons-react';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import classes from './switch-button.module.css';

type SwitchButtonProps = {
  active: boolean;
  hint: ReactNode;
  /** When it goes on by itself. */
  until?: ReactNode;
} & ButtonHTMLAttributes<HTMLButtonElement>;

/** The on/off switch of one environment. As a submit button it also works without scripts. */
export function SwitchButton({ active, hint, until, ...button }: SwitchButtonProps) {
  const word = active ? 'Active' : 'Inactive';
  return (
    <div className={classes.row}>
      <button {...button} role="switch" aria-checked={active} aria-label={word} className={classes.power}>
        <IconPower size={18} stroke={1.75} aria-hidden />
      </button>
      <div>
        <div className={classes.word}>
          {word}
          {until !== undefined && <> until {until}</>}
        </div>
        <div className="ck-small">{hint}</div>
      </div>
    </div>
  );
}

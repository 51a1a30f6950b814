import { Button, type ButtonProps } from '@mantine/core';
import { useNavigation } from '@remix-run/react';
import type { MouseEvent, ReactNode } from 'react';
import classes from './save-button.module.css';

type SaveButtonProps = Pick<ButtonProps, 'variant' | 'color' | 'size' | 'disabled'> & {
  name?: string;
  value?: string;
  'aria-label'?: string;
  children: ReactNode;
};

/**
 * Sends a form that names the version it was filled in on. A receipt comes before the page that follows from it; what
 * is sent in between would name the version before and be refused as if somebody else had saved. So it waits for the
 * page: `aria-disabled`, because a button that is really disabled would lose the focus.
 */
export function SaveButton(props: SaveButtonProps) {
  const behind = useNavigation().state !== 'idle';
  return (
    <Button
      {...props}
      type="submit"
      className={classes.save ?? ''}
      {...(behind && { 'aria-disabled': true, onClick: refuse })}
    />
  );
}

const refuse = (event: MouseEvent) => event.preventDefault();

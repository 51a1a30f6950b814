import { Button, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import classes from './confirm-dialog.module.css';

type ConfirmDialogProps = {
  opened: boolean;
  onClose(): void;
  /** Asks, with name and environment. */
  title: string;
  /** What this does, counted. */
  children: ReactNode;
  /** The button that changes nothing; it has the focus. */
  safe: string;
  /** The button that does it, named by the act. */
  act: string;
  onAct(): void;
  /** False where nothing is lost. */
  danger?: boolean;
};

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, onClose, title, children, safe, act, onAct, danger = true } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.text}>{children}</div>
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {safe}
        </Button>
        <Button color={danger ? 'bad' : 'ink'} onClick={onAct}>
          {act}
        </Button>
      </div>
    </Modal>
  );
}

export function useConfirm() {
  const [opened, setOpened] = useState(false);
  return { opened, open: () => setOpened(true), close: () => setOpened(false) };
}

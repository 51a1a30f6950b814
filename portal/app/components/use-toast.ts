import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';

/** Shows what the last act did, when the place it was done in is gone. */
export function useToast(toast: { id: string; words: string } | undefined): void {
  useEffect(() => {
    if (toast !== undefined)
      notifications.show({
        id: toast.id,
        message: toast.words,
        color: 'ink',
        closeButtonProps: { 'aria-label': 'Dismiss' },
      });
  }, [toast]);
}

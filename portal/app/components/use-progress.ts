import { nprogress } from '@mantine/nprogress';
import { useNavigation } from '@remix-run/react';
import { useEffect } from 'react';

/** The line at the top while a page is on its way; quick pages, under a fifth of a second, show none. */
export function useProgress(): void {
  const { state } = useNavigation();
  const idle = state === 'idle';
  useEffect(() => {
    if (idle) return undefined;
    const timer = setTimeout(() => nprogress.start(), 200);
    return () => {
      clearTimeout(timer);
      nprogress.complete();
    };
  }, [idle]);
}

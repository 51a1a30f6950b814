import { useLocation, useNavigation } from '@remix-run/react';
import { useEffect, useState } from 'react';

const patienceMs = 200;

/** Whether the same page with other filters is on its way for so long that old numbers would mislead. */
export function useSlowFilter(): boolean {
  const { location } = useNavigation();
  const { pathname, search } = useLocation();
  const waiting = location !== undefined && location.pathname === pathname && location.search !== search;
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) return setSlow(false);
    const timer = setTimeout(() => setSlow(true), patienceMs);
    return () => clearTimeout(timer);
  }, [waiting]);
  return waiting && slow;
}

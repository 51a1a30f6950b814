import { data } from '@remix-run/node';

/** Every address that no page has. */
export function loader() {
  throw data(
    { message: 'This address leads nowhere. Look for a slip in it, or start anew.' },
    { status: 404 },
  );
}

export default function NoPage() {
  return null;
}

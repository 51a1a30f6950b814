import { data, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Mark } from '#app/components/mark.tsx';
import { PageBody } from '#app/components/page-header.tsx';
import { portalSettings } from '#app/config.server.ts';
import { pageTitle } from '#app/page-title.ts';
import { ColoursCard } from './colours-card.tsx';
import { FormsCard } from './forms-card.tsx';
import classes from './gallery.module.css';
import { ReceiptsCard } from './receipts-card.tsx';
import { SignsCards } from './signs-cards.tsx';
import { StatesCards } from './states-cards.tsx';

export const meta = () => pageTitle('Components and states');

/** Every shared component in its states, for those who work on the portal. Its data are invented. */
export function loader({ request }: LoaderFunctionArgs) {
  if (!portalSettings().development) throw data(null, { status: 404 });
  if (new URL(request.url).searchParams.get('state') === 'error') {
    throw new Error('asked for, to look at the page of errors');
  }
  // One moment for server and browser, so that both write the same.
  return { at: new Date('2026-11-23T13:40:31Z') };
}

export default function Gallery() {
  const { at } = useLoaderData<typeof loader>();
  return (
    <main id="content">
      <PageBody>
        <div className={classes.head}>
          <Mark size={24} />
          <h1>Components and states</h1>
        </div>
        <SignsCards />
        <ReceiptsCard at={at} />
        <FormsCard at={at} />
        <StatesCards />
        <ColoursCard />
      </PageBody>
    </main>
  );
}

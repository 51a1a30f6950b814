import { previewMails } from '@ck/shared/mail';
import { data, type LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { Mark } from '#app/components/mark.tsx';
import { PageBody } from '#app/components/page-header.tsx';
import { portalSettings } from '#app/config.server.ts';
import { pageTitle } from '#app/page-title.ts';
import { MailCard } from './mail-card.tsx';
import classes from './mail-preview.module.css';

export const meta = () => pageTitle('Mails');

/** Every mail that is sent, as it looks, for those who work on it. Its data are invented. */
export function loader({ request }: LoaderFunctionArgs) {
  const { development, portalUrl } = portalSettings();
  if (!development) throw data(null, { status: 404 });
  const previews = previewMails(portalUrl);
  const wanted = new URL(request.url).searchParams.get('mail');
  const chosen =
    previews.find(({ name }) => name === wanted) ?? previews.find(each => each.kind === 'invitation');
  return { names: previews.map(({ name }) => name), chosen };
}

export default function MailPreviews() {
  const { names, chosen } = useLoaderData<typeof loader>();
  return (
    <main id="content">
      <PageBody>
        <div className={classes.head}>
          <Mark size={24} />
          <h1>Mails</h1>
        </div>
        <nav aria-label="Mails" className={classes.names}>
          {names.map(name => (
            <Link
              key={name}
              to={`?mail=${encodeURIComponent(name)}`}
              className={classes.name}
              aria-current={name === chosen?.name ? 'page' : undefined}
            >
              {name}
            </Link>
          ))}
        </nav>
        {chosen !== undefined && <MailCard key={chosen.name} preview={chosen} />}
      </PageBody>
    </main>
  );
}

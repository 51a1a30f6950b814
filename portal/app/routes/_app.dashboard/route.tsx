import { countCalls, listCalls } from '@ck/shared/calls';
import { acceptInvitation, listWaitingInvitations } from '@ck/shared/invitations';
import { listSharedKeys } from '@ck/shared/keys';
import { listNotifications } from '@ck/shared/notifications';
import { useLoaderData } from '@remix-run/react';
import { IconMailOpened } from '@tabler/icons-react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { chooseCompany } from '#app/companies.server.ts';
import { Card } from '#app/components/card.tsx';
import { Empty } from '#app/components/empty.tsx';
import { PageBody } from '#app/components/page-header.tsx';
import { ZoneNote } from '#app/components/time.tsx';
import { portalSettings } from '#app/config.server.ts';
import { pageTitle } from '#app/page-title.ts';
import { redirectWithToast } from '#app/toast.server.ts';
import { CompanySwitcher } from './company-switcher.tsx';
import classes from './dashboard.module.css';
import { InvitationBanner } from './invitation-banner.tsx';
import { NewsCard } from './news-card.tsx';
import { SharedCard } from './shared-card.tsx';

const mostNews = 5;
/** The newest notifications, of all companies together. */
const mostLookedThrough = 100;
const day = 24 * 60 * 60 * 1000;

export const meta = () => pageTitle('Dashboard');

export const loader = signedIn(async ({ actor, account, url }) => {
  const {
    companies,
    chosen,
    entries: shared,
  } = chooseCompany(await listSharedKeys(actor), url.searchParams.get('company'));
  const since = new Date(Date.now() - day);
  const entries = await Promise.all(
    shared.map(async entry => {
      const [counts, [lastCall]] = await Promise.all([
        countCalls(actor, { keyId: entry.key.id, since }),
        listCalls(actor, { keyId: entry.key.id, limit: 1 }),
      ]);
      return { ...entry, counts, lastCall };
    }),
  );
  const [waiting, newest] = await Promise.all([
    listWaitingInvitations(actor),
    listNotifications(actor, { limit: mostLookedThrough }),
  ]);
  const keys = new Set(shared.map(({ key }) => key.id));
  const news = newest.filter(({ unread, keyId }) => unread && keys.has(keyId)).slice(0, mostNews);
  const { gatewayUrl } = portalSettings();
  return { entries, companies, chosen, waiting, news, email: account.email, gatewayUrl };
});

/** Accepts from the banner: who is signed in under the invited address needs no link. */
export const action = signedIn(async ({ actor, request, context }) => {
  const id = String((await request.formData()).get('invitationId'));
  const { keyId } = await acceptInvitation(actor, id);
  return await redirectWithToast(`/shared/${keyId}`, 'Accepted: this endpoint is shared with you', context);
});

export default function Dashboard() {
  const { entries, companies, chosen, waiting, news, email, gatewayUrl } = useLoaderData<typeof loader>();
  return (
    <PageBody>
      <div className={classes.head}>
        <h1>Dashboard</h1>
        <span className="ck-small">
          <ZoneNote />
        </span>
      </div>
      {companies.length > 1 && <CompanySwitcher companies={companies} chosen={chosen} />}
      {waiting.map(invitation => (
        <InvitationBanner key={invitation.id} invitation={invitation} />
      ))}
      <div className={news.length > 0 ? classes.columns : undefined}>
        {entries.length === 0 ? (
          <NothingShared email={email} />
        ) : (
          <section className={classes.list} aria-label="Shared endpoints">
            <h2 className={classes.count}>
              Shared endpoints <span className="ck-muted">{entries.length}</span>
            </h2>
            {entries.map(entry => (
              <SharedCard key={entry.key.id} entry={entry} gatewayUrl={gatewayUrl} />
            ))}
          </section>
        )}
        {news.length > 0 && <NewsCard news={news} />}
      </div>
    </PageBody>
  );
}

function NothingShared({ email }: { email: string }) {
  return (
    <Card flush>
      <Empty icon={IconMailOpened} title="Nothing is shared with you yet">
        You are signed in as {email}. Ask the person whose API you want to call for an invitation to exactly
        this address. If you have another one, sign out and sign in with that.
      </Empty>
    </Card>
  );
}

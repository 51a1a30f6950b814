import { accountOfSlackUser } from '@ck/shared/accounts';
import { askingOf } from '../asking.ts';
import { sentenceOf } from '../errors.ts';
import type { Visitor } from '../means.ts';
import { faultView, homeView, strangerView } from './home-view.ts';
import { loadHome } from './load-home.ts';

/** Shows a person their Home as it is now. */
export async function publishHome(visitor: Visitor, page: number): Promise<void> {
  const { user, client, portal, log } = visitor;
  const view = await makeView(visitor, page).catch(error => faultView(sentenceOf(error, log)));
  await client.views.publish({ user_id: user.userId, view });

  async function makeView(of: Visitor, shown: number) {
    if ((await accountOfSlackUser(of.user)) === undefined) return strangerView(portal);
    return homeView(await loadHome(await askingOf(of), shown), portal);
  }
}

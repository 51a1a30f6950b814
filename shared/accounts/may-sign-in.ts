import { findAccountByEmail } from './ensure-account.ts';
import { mayPublish, type OwnerPolicy } from './owner-policy.ts';

/** Who gets a sign-in mail: owners by policy and whoever has an account. Nobody is told which. */
export async function maySignIn(policy: OwnerPolicy, email: string): Promise<boolean> {
  return mayPublish(policy, email) || (await findAccountByEmail(email)) !== undefined;
}

import { findAccountByEmail, mayPublish, type OwnerPolicy } from '@ck/shared/accounts';

/** Who gets a sign-in link: those who may publish by the settings, and those who have an account already. */
export async function maySignIn(policy: OwnerPolicy, email: string): Promise<boolean> {
  return mayPublish(policy, email) || (await findAccountByEmail(email)) !== undefined;
}

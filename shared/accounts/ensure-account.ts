import { newId } from '../database/index.ts';
import { Account, type AccountDocument, type AccountView, toAccountView } from './account.ts';
import { normalizeAddress, parseAddress } from './address.ts';

/**
 * The account of this address, made when there is none. Two calls at once give the same account.
 * @throws DomainError `invalid` when it is not an e-mail address.
 */
export async function ensureAccount(address: string, name?: string): Promise<AccountView> {
  const email = parseAddress(address);
  const now = new Date();
  const fresh: AccountDocument = {
    _id: newId(),
    email,
    emailVerified: false,
    name: name ?? nameFromAddress(email),
    createdAt: now,
    updatedAt: now,
  };
  const account = await Account.findOneAndUpdate(
    { email },
    { $setOnInsert: fresh },
    { upsert: true, returnDocument: 'after' },
  )
    .lean()
    .orFail();
  return toAccountView(account);
}

export async function findAccount(accountId: string): Promise<AccountView | undefined> {
  const account = await Account.findById(String(accountId)).lean();
  return account === null ? undefined : toAccountView(account);
}

export async function findAccountByEmail(address: string): Promise<AccountView | undefined> {
  const account = await Account.findOne({ email: normalizeAddress(address) }).lean();
  return account === null ? undefined : toAccountView(account);
}

/** Until a person gives a name: `mina.park@acme.example` reads as "Mina Park". */
function nameFromAddress(email: string): string {
  const local = email.slice(0, email.lastIndexOf('@'));
  const words = local.split(/[._+-]+/).filter(word => word !== '');
  return words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || email;
}

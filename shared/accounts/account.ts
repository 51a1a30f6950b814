import { model, Schema } from 'mongoose';

/** A person who can sign in. Sign-in itself (sessions, passwords) is better-auth's, on the same collection. */
export type AccountDocument = {
  _id: string;
  /** Lower case; the one thing that identifies a person to us. */
  email: string;
  emailVerified: boolean;
  name: string;
  createdAt: Date;
  updatedAt: Date;
};

export type AccountView = { id: string; email: string; name: string; createdAt: Date };

const schema = new Schema<AccountDocument>(
  {
    _id: { type: String, required: true },
    email: { type: String, required: true },
    emailVerified: { type: Boolean, required: true },
    name: { type: String, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'accounts', versionKey: false },
);
schema.index({ email: 1 }, { unique: true });

export const Account = model('Account', schema);

export function toAccountView(account: AccountDocument): AccountView {
  return { id: account._id, email: account.email, name: account.name, createdAt: account.createdAt };
}

import { model, Schema } from 'mongoose';

/** `expired` is not among them: it follows from `expiresAt` and the clock. */
export type StoredStatus = 'pending' | 'accepted' | 'revoked';

/** One person's way to one key, from the invitation on. */
export type InvitationDocument = {
  _id: string;
  endpointId: string;
  keyId: string;
  address: string;
  status: StoredStatus;
  /** Set while it is pending or accepted: a key has one such row for an address. */
  live?: true;
  /** The owner who sent it last. */
  invitedBy: { accountId: string; email: string };
  createdAt: Date;
  /** Which sending this is: with each one the link before it dies. */
  sending: number;
  sentAt: Date;
  expiresAt: Date;
  /** SHA-256 of the link's token, while it is pending; the token itself is stored nowhere. */
  digest?: string;
  /** Which version of MAIL_SECRET made the token. */
  secretVersion: number;
  /** Who accepted it. */
  accountId?: string;
  acceptedAt?: Date;
  revokedAt?: Date;
  /** Whether this sending's end was announced; a resend replaces the row. */
  reminded?: true;
};

const schema = new Schema<InvitationDocument>(
  {
    _id: { type: String, required: true },
    endpointId: { type: String, required: true },
    keyId: { type: String, required: true },
    address: { type: String, required: true },
    status: { type: String, required: true },
    live: Boolean,
    invitedBy: { type: Schema.Types.Mixed, required: true },
    createdAt: { type: Date, required: true },
    sending: { type: Number, required: true },
    sentAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    digest: String,
    secretVersion: { type: Number, required: true },
    accountId: String,
    acceptedAt: Date,
    revokedAt: Date,
    reminded: Boolean,
  },
  { collection: 'invitations', versionKey: false },
);
schema.index(
  { keyId: 1, address: 1 },
  { unique: true, partialFilterExpression: { live: true }, name: 'one_live_row' },
);
// Which keys of an endpoint wait for somebody.
schema.index({ endpointId: 1, status: 1, keyId: 1 }, { partialFilterExpression: { live: true } });
schema.index({ accountId: 1, status: 1 });
schema.index({ address: 1, status: 1 });
schema.index({ status: 1, expiresAt: 1 });
schema.index({ digest: 1 }, { unique: true, sparse: true });

export const Invitation = model('Invitation', schema);

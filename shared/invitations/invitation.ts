import { model, Schema } from 'mongoose';

/** One person's way to one key. Only `accepted` ones are written so far; the others come with invitations by mail. */
export type InvitationDocument = {
  _id: string;
  endpointId: string;
  keyId: string;
  address: string;
  status: 'accepted' | 'revoked';
  accountId: string;
  createdAt: Date;
  acceptedAt: Date;
};

const schema = new Schema<InvitationDocument>(
  {
    _id: { type: String, required: true },
    endpointId: { type: String, required: true },
    keyId: { type: String, required: true },
    address: { type: String, required: true },
    status: { type: String, required: true },
    accountId: { type: String, required: true },
    createdAt: { type: Date, required: true },
    acceptedAt: { type: Date, required: true },
  },
  { collection: 'invitations', versionKey: false },
);
schema.index({ keyId: 1, address: 1 }, { unique: true, partialFilterExpression: { status: 'accepted' } });
schema.index({ accountId: 1, status: 1 });

export const Invitation = model('Invitation', schema);

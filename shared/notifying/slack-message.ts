import { model, Schema } from 'mongoose';

/** A message in Slack about a request, kept so that it can be rewritten when the request is decided anywhere. */
export type SlackMessageDocument = {
  /** Of the outbox row that it was sent for. */
  _id: string;
  requestId: string;
  /** Whom it was for, as in the outbox: with their eyes it is rewritten. */
  to: string;
  teamId: string;
  channelId: string;
  ts: string;
  forgetAt: Date;
};

const schema = new Schema<SlackMessageDocument>(
  {
    _id: { type: String, required: true },
    requestId: { type: String, required: true },
    to: { type: String, required: true },
    teamId: { type: String, required: true },
    channelId: { type: String, required: true },
    ts: { type: String, required: true },
    forgetAt: { type: Date, required: true },
  },
  { collection: 'slackMessages', versionKey: false },
);
schema.index({ requestId: 1 });
schema.index({ forgetAt: 1 }, { expireAfterSeconds: 0 });

export const SlackMessage = model('SlackMessage', schema);

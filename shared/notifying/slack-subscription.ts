import { model, Schema } from 'mongoose';

/** What a Slack channel can be told of an endpoint. */
export type Topic = 'errors' | 'requests' | 'changes';

export const topics: readonly Topic[] = ['errors', 'requests', 'changes'];

/** One channel that is told of one endpoint. */
export type SlackSubscriptionDocument = {
  _id: string;
  teamId: string;
  channelId: string;
  endpointId: string;
  topics: Topic[];
  /** Who subscribed it. It is told as long as this account owns the endpoint. */
  by: { accountId: string; email: string };
  since: Date;
  /** Failed calls before this moment were told, or there were none. */
  errorsLookedAtTo: Date;
  errorsToldAt?: Date;
};

const schema = new Schema<SlackSubscriptionDocument>(
  {
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    channelId: { type: String, required: true },
    endpointId: { type: String, required: true },
    topics: { type: [String], required: true },
    by: { type: Schema.Types.Mixed, required: true },
    since: { type: Date, required: true },
    errorsLookedAtTo: { type: Date, required: true },
    errorsToldAt: Date,
  },
  { collection: 'slackSubscriptions', versionKey: false },
);
// Asked in the transaction of every change.
schema.index({ endpointId: 1, topics: 1 });

export const SlackSubscription = model('SlackSubscription', schema);

/** A channel is told of an endpoint once, whoever subscribed it last. */
export const subscriptionId = (of: { teamId: string; channelId: string; endpointId: string }): string =>
  `${of.teamId}:${of.channelId}:${of.endpointId}`;

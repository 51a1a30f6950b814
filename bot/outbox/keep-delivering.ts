import { type DeliveryMeans, deliverDue } from './deliver-due.ts';

const everyMs = 1_000;
const afterFaultMs = 5_000;

export type Delivering = {
  /** Look now: something was just queued. */
  soon(): void;
  /** Ends after the message that is being sent. */
  stop(): Promise<void>;
};

/** Looks for messages to Slack every second, and at once when asked to. */
export function keepDelivering(means: DeliveryMeans): Delivering {
  let stopped = false;
  let wake = () => {};
  let asked = false;
  const wait = (ms: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    while (!stopped) {
      asked = false;
      const failed = await deliverDue(means).then(
        () => false,
        error => {
          means.log.error({ err: error }, 'messages to Slack could not be looked for');
          return true;
        },
      );
      if (!stopped && !asked) await wait(failed ? afterFaultMs : everyMs);
    }
  };
  const running = run();
  return {
    soon() {
      asked = true;
      wake();
    },
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}

import { announceReady, onShutdown, port, readSettings } from '@ck/shared/process';
import { z } from 'zod';
import { startOrders } from './server.ts';

/** The sample upstream as a process of its own. */
const settings = readSettings(
  z.object({
    UPSTREAM_PORT: port.default(4900),
    ORDERS_DATA: z.string().optional(),
    ORDERS_ECHO: z.enum(['0', '1']).default('0'),
  }),
  process.env,
);

const server = await startOrders({
  port: settings.UPSTREAM_PORT,
  dataFolder: settings.ORDERS_DATA,
  echo: settings.ORDERS_ECHO === '1',
});
onShutdown(() => server.close());
console.log(`Sample Orders API at ${server.address}`);
announceReady();

/**
 * How soon the bot acknowledges what Slack sends, with the database at work and with the database standing still; and how
 * soon a switch is answered. Slack gives three seconds for the first.
 */
import type { AddressInfo } from 'node:net';
import { linkSlackUser } from '@ck/shared/accounts';
import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { settleChanges } from '@ck/shared/fence';
import { createLog } from '@ck/shared/process';
import { aKey, anEndpoint, anOwner, testSecrets } from '@ck/shared/testing/builders';
import { startOwnMongod } from '@ck/shared/testing/own-mongod';
import { createBot } from '../../bot/app.ts';
import { createLocalSlack } from '../../bot/local-slack/engine.ts';
import { startLocalSlackServer } from '../../bot/local-slack/server.ts';
import { percentile } from '../percentile.ts';
import { printTable } from '../table.ts';

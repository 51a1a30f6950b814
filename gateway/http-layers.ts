import type { TlsOptions } from 'node:tls';
import type { DenialCode } from './denials.ts';
import type { Exchange } from './exchange.ts';
import type { Forwarder, ForwarderMeans } from './forward.ts';
import { FastForwarder } from './http/fast-forwarder.ts';
import { type ClosableServer, createFastServer } from './http/fast-server.ts';
import { createHttpServer } from './http-server.ts';
import type { Limits } from './limits.ts';
import { UndiciForwarder } from './undici-forwarder.ts';

/** What speaks HTTP to clients and to upstreams. The steps of a call are the same on each. */
type HttpLayer = {
  createServer(
    handle: (exchange: Exchange) => void,
    refused: (code: DenialCode) => void,
    limits: Limits,
    /** Then it speaks TLS. */
    tls?: TlsOptions,
  ): ClosableServer;
  createForwarder(means: ForwarderMeans): Forwarder;
};

export const httpLayers = {
  node: { createServer: createHttpServer, createForwarder: means => new UndiciForwarder(means) },
  fast: { createServer: createFastServer, createForwarder: means => new FastForwarder(means) },
} as const satisfies Readonly<Record<string, HttpLayer>>;

export type HttpLayerName = keyof typeof httpLayers;
export const httpLayerNames = ['node', 'fast'] as const satisfies readonly HttpLayerName[];
export const defaultHttpLayer: HttpLayerName = 'fast';

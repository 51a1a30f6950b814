import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express, { type ErrorRequestHandler, type RequestHandler, type Response } from 'express';
import { followOutput } from './follow-output.ts';
import { isFromOurPages } from './origin-check.ts';
import { securityHeaders } from './security-headers.ts';

type AppParts = {
  build: ServerBuild | (() => Promise<ServerBuild>);
  /** Serves the browser's modules from their sources, in development. */
  vite?: RequestHandler | undefined;
  /** The folder of the browser's build. */
  clientFolder: string;
  portalUrl: string;
  /** Aborted when the portal ends: answers without an end give way. */
  closing: AbortSignal;
  isHealthy(): boolean;
  onError(error: unknown): void;
};

/** Of gzip: a page is a tenth larger than with the default, in half of its time. */
const quickLevel = 3;

/** An OpenAPI document is the largest thing that a form may carry. */
const largestBody = 4 * 1024 * 1024;

export function createApp(parts: AppParts): express.Express {
  const { build, vite, clientFolder, portalUrl, closing, isHealthy, onError } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_request, response) => {
    response
      .status(isHealthy() ? 200 : 503)
      .type('text')
      .send(isHealthy() ? 'ok' : 'the database does not answer');
  });
  app.use(compression({ level: quickLevel }));
  app.use(protect(portalUrl));
  if (vite !== undefined) app.use(vite);
  app.use(
    '/assets',
    express.static(join(clientFolder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  app.use(express.static(clientFolder, { maxAge: '1h', index: false }));
  app.use(refuseForeignAndLarge(portalUrl));
  const getLoadContext = contextWith(closing);
  app.all('*', createRequestHandler({ build, mode: vite ? 'development' : 'production', getLoadContext }));
  app.use(answerError(onError));
  return app;
}

function protect(portalUrl: string): RequestHandler {
  const https = portalUrl.startsWith('https:');
  return (_request, response, next) => {
    response.locals.cspNonce = randomBytes(16).toString('base64');
    response.set(securityHeaders(nonceOf(response), https));
    next();
  };
}

/** Everything behind this is made for one person; no cache may keep it. */
function refuseForeignAndLarge(portalUrl: string): RequestHandler {
  const { origin } = new URL(portalUrl);
  return (request, response, next) => {
    response.set('Cache-Control', 'no-store');
    const head = {
      method: request.method,
      origin: request.get('origin'),
      fetchSite: request.get('sec-fetch-site'),
    };
    if (!isFromOurPages(head, origin)) {
      response.status(403).type('text').send('This request did not come from a page of this portal.');
    } else if (request.get('transfer-encoding') !== undefined) {
      // Browsers say how long a form is; without it the limit could not be checked before reading.
      response.status(411).type('text').send('Send the length of the body.');
    } else if (Number(request.get('content-length') ?? 0) > largestBody) {
      response.status(413).type('text').send('At most 4 MiB can be sent at once.');
    } else {
      next();
    }
  };
}

function contextWith(closing: AbortSignal) {
  return (request: express.Request, response: Response) => ({
    cspNonce: nonceOf(response),
    closing,
    output: followOutput(response),
    clientAddress: request.socket.remoteAddress ?? '',
    setCookie: (cookie: string) => {
      response.append('Set-Cookie', cookie);
    },
  });
}

function answerError(onError: (error: unknown) => void): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = Number(error?.status ?? 500);
    if (status >= 500) onError(error);
    response
      .status(status)
      .type('text')
      .send(status === 404 ? 'Not found' : 'This did not work. Try again in a moment.');
  };
}

const nonceOf = (response: Response): string => String(response.locals.cspNonce);

import { expect, test } from 'vitest';
import type { ApiDocument } from '../api-document.ts';
import { scopeDocument } from './scope-document.ts';

const document = {
  openapi: '3.1.0',
  info: { title: 'Orders API', version: '1' },
  servers: [{ url: 'https://internal.harbor.example' }],
  security: [{ oauth: [] }],
  webhooks: { changed: {} },
  paths: {
    '/orders': {
      servers: [{ url: 'https://other.example' }],
      parameters: [{ name: 'trace', in: 'header', schema: { type: 'string' } }],
      get: { operationId: 'listOrders', security: [], responses: {} },
      post: { responses: {} },
    },
    '/orders/{id}': { delete: { operationId: 'deleteOrder', responses: {} } },
  },
  components: {
    schemas: { Order: { type: 'object' } },
    securitySchemes: { oauth: { type: 'oauth2', flows: {} } },
  },
} as ApiDocument;

const scope = (others: 'marked' | 'left_out') =>
  scopeDocument(document, {
    allows: ({ method }) => method === 'get' || `Your key may not ${method}.`,
    server: { url: 'https://gateway.example/orders' },
    keyHeader: 'X-Api-Key',
    others,
  });

test('the gateway is the only server and the key the only credential', () => {
  const scoped = scope('marked');
  expect(scoped.servers).toEqual([{ url: 'https://gateway.example/orders' }]);
  expect(JSON.stringify(scoped)).not.toMatch(/internal|other\.example|oauth/);
  expect(scoped.components?.securitySchemes).toEqual({
    CollaborationKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
  });
  expect(scoped.components?.schemas).toEqual({ Order: { type: 'object' } });
});

test('what is not allowed is kept and says why, or is left out', () => {
  const marked = scope('marked').paths;
  expect(marked?.['/orders']?.post).toMatchObject({
    'x-not-allowed': 'Your key may not post.',
    operationId: 'POST /orders',
  });
  expect(marked?.['/orders']?.get).not.toHaveProperty('x-not-allowed');
  const rest = scope('left_out').paths;
  expect(Object.keys(rest ?? {})).toEqual(['/orders']);
  expect(rest?.['/orders']).not.toHaveProperty('post');
  expect(rest?.['/orders']?.parameters).toHaveLength(1);
});

test('the document itself stays as it was', () => {
  const before = structuredClone(document);
  scope('left_out');
  expect(document).toEqual(before);
});

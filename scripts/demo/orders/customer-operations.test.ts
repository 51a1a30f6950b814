import { describe, expect, test } from 'vitest';
import { seeded, startApi } from './testing.ts';

describe('customers', () => {
  test('are listed by country and read by id', async () => {
    const { call } = await startApi();
    const read = await call(`GET /customers/${seeded.customer}`);
    expect(read).toMatchObject({ status: 200, body: { name: 'Test Customer One' } });
    expect((await call('GET /customers?country=DE')).body).toEqual({ data: [read.body], nextCursor: null });
    expect((await call('GET /customers?country=de')).status).toBe(400);
    expect((await call(`GET /customers/${seeded.order}`)).status).toBe(404);
  });
});

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEndpoint } from '@ck/shared/endpoints';
import { aKey, ownerPolicy, testSecrets } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startScene } from './scene.ts';

/**
 * Schemathesis makes requests from the Orders document that nobody here thought of, and sends them through a gateway to
 * the mock of that document.
 */
suiteDatabase();

const documentPath = join(import.meta.dirname, '../../scripts/demo/orders/openapi.yaml');

let scene: Awaited<ReturnType<typeof startScene>>;
let base: string[];
/** It keeps what it found in the folder where it runs. */
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ck-schemathesis-'));
  scene = await startScene();
  const document = await readFile(documentPath, 'utf8');
  const form = { name: 'Orders', slug: 'mocked', document, upstreams: { sandbox: '' }, mockSandbox: true };
  const means = { upstreamMaster: testSecrets.upstreamMaster, allowLoopback: true, ownerPolicy };
  const endpoint = await createEndpoint(scene.owner, form, means);
  const { texts } = await aKey(scene.owner, endpoint.id);
  const url = `${scene.gateway.address}/mocked`;
  base = [
    'run',
    documentPath,
    '--url',
    url,
    '-H',
    `X-Api-Key: ${texts.sandbox}`,
    '--seed',
    '1',
    '--no-color',
  ];
});

afterAll(async () => {
  await scene.close();
  await rm(folder, { recursive: true });
});

/** @returns what it found, in its own words; its exit code is 0 where it found nothing */
async function schemathesis(...args: string[]): Promise<{ code: number; report: string }> {
  const program = process.env.SCHEMATHESIS ?? 'schemathesis';
  return await new Promise((resolve, reject) => {
    execFile(
      program,
      [...base, ...args],
      { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const report = stdout + stderr;
        if (error !== null && typeof error.code !== 'number') reject(error);
        else {
          console.log(report.slice(report.indexOf('API capabilities')));
          resolve({ code: Number(error?.code ?? 0), report });
        }
      },
    );
  });
}

const promises = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'positive_data_acceptance',
];
const valid = ['--mode', 'positive', '--phases', 'examples,coverage,fuzzing'];
const stream = 'streamOrderEvents';

test('every valid request is accepted, and its answer is valid by the document', async () => {
  const checks = [...promises, 'response_schema_conformance'].join(',');
  const { code } = await schemathesis(...valid, '--checks', checks, '--exclude-operation-id', stream);
  expect(code).toBe(0);
});

test('so is the stream, whose schema Schemathesis reads as that of one event (OpenAPI 3.2), not of its text (3.1)', async () => {
  const checks = promises.join(',');
  const { code } = await schemathesis(...valid, '--checks', checks, '--include-operation-id', stream);
  expect(code).toBe(0);
});

test('no request at all makes a server error, and none that is invalid is accepted', async () => {
  const checks = ['not_a_server_error', 'negative_data_rejection'];
  const { code } = await schemathesis(
    '--mode',
    'negative',
    '--checks',
    checks.join(','),
    '--phases',
    'coverage,fuzzing',
  );
  expect(code).toBe(0);
});

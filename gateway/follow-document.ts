import { mockAnswer } from '@ck/openapi/mock';
import type { Matched } from '@ck/openapi/operations';
import type { Problem } from '@ck/openapi/validation';
import type { Admitted } from './admitted.ts';
import type { Call } from './call.ts';
import type { Denial } from './denials.ts';
import type { Contract } from './documents.ts';
import { kind } from './field-kinds.ts';
import { Fields } from './fields.ts';
import type { Gateway } from './gateway.ts';
import { answerLines } from './headers.ts';
import { holdBody } from './hold-body.ts';
import { relay } from './relay.ts';

/** Checks an admitted call against the document; then the document answers (mock), or the upstream (strict). */
export async function followDocument(gateway: Gateway, call: Call, admitted: Admitted): Promise<void> {
  gateway.inFlight += 1;
  try {
    await follow(gateway, call, admitted);
  } catch (error) {
    gateway.log.error({ err: error, requestId: call.requestId }, 'not checked against its document');
    if (!call.ended)
      call.deny({
        code: 'gateway_not_fresh',
        fault: 'The document could not be read. Try again in a moment.',
      });
  } finally {
    gateway.inFlight -= 1;
  }
}

async function follow(gateway: Gateway, call: Call, admitted: Admitted): Promise<void> {
  const { entry, route, rest, hasBody } = admitted;
  const body = await holdBody(gateway, call, hasBody);
  if (body === undefined) return;
  const contract = await gateway.documents.find(entry.authority.endpointId, route.documentRevision);
  const checked = await check(contract, call, { rest, body, environment: entry.environment });
  if (call.ended) return;
  if (!checked.ok) return call.deny(checked.denial);
  call.operationId = checked.match.operation.id;
  if (!('mock' in route)) return relay(gateway, call, { ...admitted, route, held: body });
  // A change may have come in while the body did.
  const objection = gateway.checks.beforeBytes(gateway, admitted, call.exchange.head.method);
  if (objection !== undefined) return call.deny(objection);
  answerMock(checked.contract, call, checked.match);
}

type Checked = { ok: true; contract: Contract; match: Matched } | { ok: false; denial: Denial };

async function check(
  contract: Contract | undefined,
  call: Call,
  { rest, body, environment }: { rest: string; body: Buffer; environment: Admitted['entry']['environment'] },
): Promise<Checked> {
  if (contract === undefined) return { ok: false, denial: { code: 'not_deployed', environment } };
  const { method, fields } = call.exchange.head;
  const path = rest === '' ? '/' : rest;
  const match = contract.match(method, path);
  if (match === undefined)
    return invalid([{ pointer: '/path', message: `The document has no operation ${method} ${path}` }]);
  const header = (name: string) => {
    const values = fields.named(name);
    return values.length === 0 ? undefined : values.join(name === 'cookie' ? '; ' : ', ');
  };
  const problems = await contract.validator.request(match.operation, {
    params: match.params,
    query: call.query,
    header,
    body,
  });
  return problems.length > 0 ? invalid(problems) : { ok: true, contract, match };
}

/** RFC 9457, section 3: a list of `errors`, each with its pointer. */
function invalid(problems: readonly Problem[]): Checked {
  const errors = problems.map(({ pointer, message }) => ({ pointer, detail: message }));
  return { ok: false, denial: { code: 'request_invalid', errors } };
}

function answerMock({ document }: Contract, call: Call, { operation }: Matched): void {
  const { method, fields } = call.exchange.head;
  const wish = (name: string) => fields.named(name).join(', ') || undefined;
  const answer = mockAnswer(document, operation, { prefer: wish('prefer'), accept: wish('accept') });
  if (answer.kind === 'refused') {
    const { pointer, message } = answer.problem;
    return call.deny({ code: 'request_invalid', errors: [{ pointer, detail: message }] });
  }
  const { status, body } = answer;
  const bodiless = method === 'HEAD' || status === 204 || status === 304;
  const hasLength = status !== 204 && status !== 304;
  const length = hasLength ? `Content-Length: ${body.length}\r\n` : '';
  const own = Fields.of(answer.headers.flat());
  const lines = answerLines(own, status) + length + call.commonLines();
  if (!bodiless) call.bytesOut += body.length;
  call.finish('ok', status, written => {
    if (!written) return call.exchange.destroy();
    call.exchange.writeHead({ status, lines, hasLength, isDated: own.has(kind.date) });
    call.exchange.end(bodiless ? undefined : body);
  });
}

import { METHODS } from 'node:http';
import type { DenialCode } from './denials.ts';

/** What node's parser tells of bytes that it could not read as a request. */
export type ParserFault = { code?: string | undefined; rawPacket?: Buffer; bytesParsed?: number };

const requestLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}) [!-~]+ HTTP\/1\.[01]\r\n/;

/** The refusal that fits a fault of the parser, and the method where an unknown one is the fault. Pure. */
export function denialOfFault(fault: ParserFault): { code: DenialCode; method?: string } {
  const start = fault.rawPacket?.subarray(0, 1 << 16).toString('latin1') ?? '';
  switch (fault.code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { code: 'request_timeout' };
    case 'HPE_INVALID_METHOD': {
      // The parser has a list of methods; a well-formed request with another one is no framing error.
      const method = requestLine.exec(start)?.[1];
      // A known one is not the fault: the bytes begin with a request that was read, and the fault is behind it.
      return method === undefined || METHODS.includes(method)
        ? { code: 'request_malformed' }
        : { code: 'method_not_allowed', method };
    }
    case 'HPE_HEADER_OVERFLOW': {
      const parsed = start.slice(0, fault.bytesParsed);
      return { code: /^[A-Z]+ [^\n]*$/.test(parsed) ? 'uri_too_long' : 'headers_too_large' };
    }
    default:
      return { code: 'request_malformed' };
  }
}

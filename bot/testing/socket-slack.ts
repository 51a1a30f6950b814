import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What Slack sends through a socket: an envelope, acknowledged by its id. */
export type Envelope = {
  envelope_id: string;
  type: string;
  payload: object;
  accepts_response_payload?: boolean;
};

/**
 * Slack's side of Socket Mode, as far as the bot needs it: `apps.connections.open` names an address, and there a
 * WebSocket (RFC 6455) hands out envelopes and hears their acknowledgements. Frames of up to 64 KiB.
 */
export async function startSocketSlack() {
  let socket: Socket | undefined;
  let connected = () => {};
  const isConnected = new Promise<void>(resolve => {
    connected = resolve;
  });
  const acknowledged = new Map<string, () => void>();
  const server = createServer();
  server.on('upgrade', (request, opened: Socket) => {
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    opened.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    socket = opened;
    opened.on('error', () => undefined);
    opened.on('data', data => {
      for (const text of textsOf(data)) acknowledged.get(String(JSON.parse(text).envelope_id))?.();
    });
    opened.write(
      frameOf(JSON.stringify({ type: 'hello', num_connections: 1, debug_info: {}, connection_info: {} })),
    );
    connected();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/link`,
    /** Hands an envelope out, and waits until it is acknowledged. */
    async sends(envelope: Envelope): Promise<void> {
      await isConnected;
      const heard = new Promise<void>(resolve => acknowledged.set(envelope.envelope_id, resolve));
      socket?.write(frameOf(JSON.stringify(envelope)));
      await heard;
    },
    stop: async () => {
      socket?.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** One text frame, not masked, as a server sends it. */
function frameOf(text: string): Buffer {
  const body = Buffer.from(text);
  if (body.length < 126) return Buffer.concat([Buffer.from([0x81, body.length]), body]);
  const head = Buffer.from([0x81, 126, 0, 0]);
  head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

/** The text frames in what a client sent, masked as clients must (RFC 6455, 5.3); pings and the rest are left out. */
function textsOf(data: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; at + 6 <= data.length; ) {
    const opcode = (data[at] ?? 0) & 0x0f;
    const short = (data[at + 1] ?? 0) & 0x7f;
    const start = short === 126 ? at + 4 : at + 2;
    const length = short === 126 ? data.readUInt16BE(at + 2) : short;
    const mask = data.subarray(start, start + 4);
    const body = data.subarray(start + 4, start + 4 + length).map((byte, i) => byte ^ (mask[i % 4] ?? 0));
    if (opcode === 1) texts.push(Buffer.from(body).toString());
    at = start + 4 + length;
  }
  return texts;
}

import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

export type SmtpSink = {
  url: string;
  /** Every message that was taken, as it came. */
  taken: string[];
  stop(): void;
};

/** Called before a message is asked for, and when it has come whole; what it waits for the client waits for. */
export type SinkHooks = {
  beforeData?(): Promise<void> | void;
  answer?(socket: Socket): Promise<void> | void;
};

/** A plain SMTP server (RFC 5321) that takes everything, and lets a test act at the moments that matter. */
export async function startSmtpSink(hooks: SinkHooks = {}, { keep = true } = {}): Promise<SmtpSink> {
  const taken: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.write('220 sink\r\n');
    const take = (message: string) => void (keep && taken.push(message));
    // A client that is killed resets its connection.
    converse(socket, hooks, take).catch(() => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: `smtp://127.0.0.1:${address.port}`, taken, stop };
}

async function converse(socket: Socket, hooks: SinkHooks, take: (message: string) => void): Promise<void> {
  let message: string[] | undefined;
  let rest = '';
  for await (const piece of socket.setEncoding('latin1').iterator({ destroyOnReturn: false })) {
    rest += piece;
    const lines = rest.split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (message !== undefined && line !== '.') message.push(line);
      else if (message !== undefined) {
        take(message.join('\n'));
        message = undefined;
        if (hooks.answer === undefined) socket.write('250 2.0.0 taken\r\n');
        else await hooks.answer(socket);
      } else if (/^DATA/i.test(line)) {
        await hooks.beforeData?.();
        message = [];
        socket.write('354 go on\r\n');
      } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    }
  }
}

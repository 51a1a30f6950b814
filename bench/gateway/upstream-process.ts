/** The upstream of this benchmark: as little work as a server can do, so that it does not stand in the way. */
import { type AddressInfo, createServer } from 'node:net';

const bodies: Readonly<Record<string, Buffer>> = {
  '/small': Buffer.alloc(100, 'a'),
  '/large': Buffer.alloc(20 * 1024, 'a'),
  '/transfer': Buffer.alloc(0),
};
const answers = new Map(
  Object.entries(bodies).map(([path, body]) => [
    path,
    Buffer.concat([
      Buffer.from(
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nServer: bench\r\nDate: ${new Date().toUTCString()}\r\nCache-Control: no-store\r\nContent-Length: ${body.length}\r\n\r\n`,
      ),
      body,
    ]),
  ]),
);
const endOfHead = Buffer.from('\r\n\r\n');
const transferPiece = Buffer.alloc(64 * 1024, 'x');

const server = createServer({ noDelay: true }, socket => {
  let waiting = Buffer.alloc(0);
  let missing = 0;
  let answer: Buffer | undefined;
  socket.on('error', () => {});
  socket.on('data', bytes => {
    let rest = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
    waiting = Buffer.alloc(0);
    while (rest.length > 0) {
      if (missing > 0) {
        const taken = Math.min(missing, rest.length);
        missing -= taken;
        rest = rest.subarray(taken);
        if (missing === 0 && answer !== undefined) socket.write(answer);
        continue;
      }
      const end = rest.indexOf(endOfHead);
      if (end < 0) {
        waiting = Buffer.from(rest);
        return;
      }
      const head = rest.toString('latin1', 0, end);
      rest = rest.subarray(end + 4);
      missing = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      const [, path = ''] = head.split(' ', 2);
      const download = Number(/^\/transfer\/(\d+)/.exec(path)?.[1] ?? 0);
      if (download > 0) {
        pour(download);
        answer = undefined;
        continue;
      }
      answer = answers.get(`/${path.split('/')[1]}`) ?? answers.get('/small');
      if (missing === 0 && answer !== undefined) socket.write(answer);
    }
  });

  function pour(length: number): void {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n`);
    let left = length;
    const pump = () => {
      while (left > 0 && !socket.destroyed) {
        const piece = left < transferPiece.length ? transferPiece.subarray(0, left) : transferPiece;
        left -= piece.length;
        if (!socket.write(piece)) {
          socket.once('drain', pump);
          return;
        }
      }
    };
    pump();
  }
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  process.send?.({ type: 'ready', port: (server.address() as AddressInfo).port });
});

/** The floor of a gateway in Node: bytes from socket to socket, which it neither reads nor understands. */
import { type AddressInfo, connect, createServer } from 'node:net';

const [, , upstream = ''] = process.argv;
const { hostname: host, port } = new URL(upstream);

const server = createServer({ noDelay: true }, client => {
  const onward = connect({ host, port: Number(port), noDelay: true });
  client.on('data', bytes => onward.write(bytes)).on('error', () => {});
  onward.on('data', bytes => client.write(bytes)).on('error', () => {});
  client.on('close', () => onward.destroy());
  onward.on('close', () => client.destroy());
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  process.send?.({ type: 'ready', port: (server.address() as AddressInfo).port });
});

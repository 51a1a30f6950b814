import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to the database that can be cut, or made slow on the way back. */
export class DatabaseProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #cut = false;
  #muted = false;
  #replyDelayMs = 0;

  private constructor(port: () => number) {
    this.#server = createServer(client => {
      if (this.#cut) {
        client.destroy();
        return;
      }
      const database = connect(port(), '127.0.0.1');
      this.#join(client, database);
    });
  }

  /** @param port where it leads, asked with each connection */
  static async open(port: () => number): Promise<DatabaseProxy> {
    const proxy = new DatabaseProxy(port);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get uri(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `mongodb://127.0.0.1:${port}/campaign?directConnection=true`;
  }

  cut(): void {
    this.#cut = true;
    this.drop();
  }

  /** Ends the connections there are; new ones are let through. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Nothing new reaches the database; what it has answered already still arrives. */
  mute(): void {
    this.#muted = true;
  }

  heal(): void {
    this.#cut = false;
    this.#muted = false;
    this.#replyDelayMs = 0;
  }

  slowDown(replyDelayMs: number): void {
    this.#replyDelayMs = replyDelayMs;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #join(client: Socket, database: Socket): void {
    for (const socket of [client, database]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        database.destroy();
      });
    }
    client.on('data', piece => {
      if (!this.#muted) database.write(piece);
    });
    // Delays differ from piece to piece no more than their setting does, so the order stays.
    let last: Promise<unknown> = Promise.resolve();
    database.on('data', piece => {
      const delay = this.#replyDelayMs;
      if (delay === 0) {
        last = last.then(() => client.write(piece));
        return;
      }
      const later = new Promise(resolve => setTimeout(resolve, delay));
      last = Promise.all([last, later]).then(() => client.write(piece));
    });
  }
}

// A real server of its own for each story: development build, free ports, an empty data directory.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const binary = process.env.ROADSHOW_BINARY ?? path.join(root, 'target/debug/roadshow');

export class Server {
  #child;
  #log = [];

  /** Starts a server; `config` is TOML text, `flags` go before all others. */
  static async start({ config = '', flags = [], wrap = [] } = {}) {
    const server = new Server();
    server.data = mkdtempSync(path.join(tmpdir(), 'roadshow-story-'));
    server.configFile = path.join(server.data, 'story.toml');
    writeFileSync(server.configFile, config);
    server.flags = flags;
    server.wrap = wrap;
    await server.launch();
    return server;
  }

  /** Starts the process (again), on the same ports if it ran before. */
  async launch() {
    const listen = this.http ?? '127.0.0.1:0';
    const command = [
      ...this.wrap,
      binary,
      '--config',
      this.configFile,
      '--data',
      path.join(this.data, 'data'),
      ...(this.flags.includes('--listen') || this.flags.includes('--lan') ? [] : ['--listen', listen]),
      ...this.flags,
    ];
    this.#child = spawn(command[0], command.slice(1), { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const ready = new Promise((resolve, reject) => {
      const read = (chunk) => {
        this.#log.push(chunk);
        const line = /listening http=(\S+) media=(\S+) admin=(\S+)/.exec(this.log);
        if (line) resolve(line);
      };
      this.#child.stdout.setEncoding('utf8').on('data', read);
      this.#child.stderr.setEncoding('utf8').on('data', read);
      this.#child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${this.log}`)));
      setTimeout(() => reject(new Error(`the server was not ready in 30 s:\n${this.log}`)), 30_000).unref();
    });
    [, this.http, this.media, this.admin] = await ready;
    this.url = `http://localhost:${this.http.split(':').at(-1)}`;
  }

  /** Other settings for the next launch. */
  configure(config) {
    writeFileSync(this.configFile, config);
  }

  get log() {
    return this.#log.join('');
  }

  get pid() {
    return this.#child.pid;
  }

  /** One personal link. */
  ticket(role, name, { show = 'demo', ...more } = {}) {
    const options = Object.entries(more).flatMap(([key, value]) => [`--${key}`, String(value)]);
    const link = execFileSync(
      binary,
      [
        'ticket',
        '--config',
        this.configFile,
        '--data',
        path.join(this.data, 'data'),
        '--show',
        show,
        '--role',
        role,
        '--name',
        name,
        ...options,
      ],
      { cwd: root, encoding: 'utf8' },
    );
    return link.trim();
  }

  async metrics() {
    return (await fetch(`http://${this.admin}/metrics`)).text();
  }

  get administrator() {
    return execFileSync('cat', [path.join(this.data, 'data', 'admin.token')], { encoding: 'utf8' }).trim();
  }

  /** Opens another show, live and with everybody who speaks on stage. */
  async show(id, languages, booths) {
    const plan = { id, title: { en: id }, languages, booths, policy: { auto_stage: true } };
    await this.api('POST', '/api/v1/shows', plan);
    await this.api('PUT', `/api/v1/shows/${id}/phase`, { phase: 'live' });
  }

  /** One call of the HTTP interface as administrator. */
  async api(method, route, body) {
    const answer = await fetch(`${this.url}${route}`, {
      method,
      headers: { authorization: `Bearer ${this.administrator}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }

  async kill(signal = 'SIGKILL') {
    const gone = new Promise((resolve) => this.#child.once('exit', (code) => resolve(code)));
    if (this.#child.exitCode !== null) return this.#child.exitCode;
    this.#child.kill(signal);
    return gone;
  }

  async stop() {
    this.#child.removeAllListeners('exit');
    await this.kill('SIGTERM');
    rmSync(this.data, { recursive: true, force: true });
  }
}

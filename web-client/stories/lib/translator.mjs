// A translating service of our own, as LibreTranslate answers: it can be told to hang or to fail.
import { createServer } from 'node:http';

/** A service on a free port; `manner` is `answers`, `hangs` or `fails`, and may be changed. */
export class Translator {
  manner = 'answers';
  /** What it was asked, as it came. */
  asked = [];
  #server;

  static async start() {
    const translator = new Translator();
    translator.#server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        translator.#answer(request, JSON.parse(body), response);
      });
    });
    await new Promise((ready) => translator.#server.listen(0, '127.0.0.1', ready));
    translator.url = `http://127.0.0.1:${translator.#server.address().port}`;
    return translator;
  }

  stop() {
    this.#server.closeAllConnections();
    return new Promise((stopped) => this.#server.close(stopped));
  }

  #answer(request, wish, response) {
    this.asked.push({ path: request.url, ...wish });
    if (this.manner === 'hangs') return;
    const [status, answer] =
      this.manner === 'fails'
        ? [500, { error: 'no memory' }]
        : [200, { translatedText: `${wish.target}: ${WORDS[wish.q] ?? wish.q}` }];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }
}

const WORDS = { '工厂在哪里？': 'Wo ist das Werk?', 'In Ulm.': '在乌尔姆。' };

// A mail server of a story's own: takes what comes, refuses a name, or hangs.
import { createServer } from 'node:net';

/** `{ address, taken, manner, close }`; set `manner` to `refuse` or `hang` to make it worse. */
export async function mailServer() {
  const post = { taken: [], manner: 'take' };
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    if (post.manner === 'hang') return;
    let mail;
    let rest = '';
    const say = (line) => socket.write(`${line}\r\n`);
    say('220 ready');
    socket.setEncoding('utf8').on('data', (chunk) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop();
      for (const line of lines) {
        if (mail !== undefined && line === '.') {
          post.taken.push(mail);
          mail = undefined;
          say('250 taken');
        } else if (mail !== undefined) mail += `${line}\n`;
        else if (line.startsWith('DATA')) {
          mail = '';
          say('354 go on');
        } else if (line.startsWith('RCPT') && post.manner === 'refuse') say('550 nobody here');
        else say(line.startsWith('QUIT') ? '221 bye' : '250 fine');
      }
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  post.address = `127.0.0.1:${server.address().port}`;
  post.close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return post;
}

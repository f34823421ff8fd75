// Two machines on one: network namespaces joined by a cable of their own, without a way to anywhere else.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ip = (...words) => execFileSync('ip', words, { stdio: 'pipe' });

/** Lays the cable; `near` and `far` are names of namespaces with the addresses 10.77.0.1 and 10.77.0.2. */
export function cable() {
  const [near, far] = [`roadshow-near-${process.pid}`, `roadshow-far-${process.pid}`];
  const folder = mkdtempSync(path.join(tmpdir(), 'roadshow-cable-'));
  const cut = () => {
    for (const name of [near, far]) {
      try {
        ip('netns', 'del', name);
      } catch {
        // It was never made.
      }
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const name of [near, far]) ip('netns', 'add', name);
    ip('link', 'add', 'cable', 'netns', near, 'type', 'veth', 'peer', 'name', 'cable', 'netns', far);
    for (const [name, address, gateway] of [
      [near, '10.77.0.1', '10.77.0.2'],
      [far, '10.77.0.2', '10.77.0.1'],
    ]) {
      ip('-n', name, 'addr', 'add', `${address}/24`, 'dev', 'cable');
      ip('-n', name, 'link', 'set', 'cable', 'up');
      ip('-n', name, 'link', 'set', 'lo', 'up');
      ip('-n', name, 'route', 'add', 'default', 'via', gateway);
    }
  } catch (error) {
    cut();
    throw error;
  }
  /** A program that runs another one in a namespace, for those who take only a path. */
  const within = (name, program) => {
    const file = path.join(folder, path.basename(program));
    writeFileSync(file, `#!/bin/sh\nexec ip netns exec ${name} ${program} "$@"\n`);
    chmodSync(file, 0o755);
    return file;
  };
  return { near, far, within, cut };
}

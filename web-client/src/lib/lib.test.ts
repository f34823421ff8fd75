import { describe, expect, it, vi } from 'vitest';

import { fullJitter } from './backoff';
import { PretendedClock } from './pretended';
import { Scope } from './scope';
import { uuid, uuidFrom } from './unique';

describe('backoff', () => {
  it('spreads over the whole span, doubles, and stays under the cap', () => {
    expect(fullJitter(0, 0)).toBe(0);
    expect(fullJitter(0, 0.999)).toBeLessThan(1_000);
    expect(fullJitter(2, 0.5)).toBe(2_000);
    expect(fullJitter(50, 0.999)).toBeLessThan(10_000);
    expect(fullJitter(50, 0.999)).toBeGreaterThan(9_900);
  });
});

describe('scope', () => {
  it('releases the newest first, each once', () => {
    const order: string[] = [];
    const scope = new Scope();
    scope.add(() => order.push('first'));
    scope.add(() => order.push('second'));
    scope.close();
    scope.close();
    expect(order).toEqual(['second', 'first']);
  });

  it('releases at once what comes too late', () => {
    const scope = new Scope();
    scope.close();
    const late = vi.fn();
    scope.add(late);
    expect(late).toHaveBeenCalledOnce();
  });
});

describe('pretended clock', () => {
  it('does what falls due in order, and nothing that was stopped', () => {
    const clock = new PretendedClock();
    const done: string[] = [];
    clock.after(20, () => done.push('b'));
    clock.after(10, () => done.push('a'));
    clock.after(15, () => done.push('never'))();
    const stop = clock.every(12, () => done.push('e'));
    clock.pass(24);
    stop();
    clock.pass(100);
    expect(done).toEqual(['a', 'e', 'b', 'e']);
  });
});

describe('uuid', () => {
  it('has the form of version 4, with and without the browser’s own maker', () => {
    const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(uuid()).toMatch(form);
    expect(uuidFrom(new Uint8Array(16).fill(255))).toMatch(form);
  });
});

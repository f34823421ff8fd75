import { describe, expect, it } from 'vitest';

import { failureOf } from './devices.svelte';

describe('device failures', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotReadableError', 'busy'],
    ['SomethingNew', 'failed'],
  ])('%s means %s', (name, failure) => {
    expect(failureOf(new DOMException('', name))).toBe(failure);
  });

  it('takes what is no error at all for a failure too', () => {
    expect(failureOf('no')).toBe('failed');
  });
});

import { expect, test } from 'vitest';

import { encoderOf } from './encoder';

test('a personal link is the address and the token of an encoder', () => {
  expect(encoderOf('https://show.example.org/s/hall-1#ticket=aa.bb-c_c.dd')).toEqual({
    server: 'https://show.example.org/whip/hall-1',
    token: 'aa.bb-c_c.dd',
  });
  expect(encoderOf('http://localhost:8080/s/demo#ticket=x')?.server).toBe('http://localhost:8080/whip/demo');
});

test('what is no link gives nothing to an encoder', () => {
  for (const link of ['', 'demo', 'https://show.example.org/', 'https://show.example.org/s/demo']) {
    expect(encoderOf(link), link).toBeUndefined();
  }
});

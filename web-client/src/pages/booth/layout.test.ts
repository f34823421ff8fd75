import { expect, it } from 'vitest';

import { keyName } from './key-names';
import { readLayout } from './layout.svelte';

it('prints what stands on the key of this keyboard, by its place', async () => {
  expect(keyName('KeyW')).toBe('W');
  await readLayout({ getLayoutMap: () => Promise.reject(new Error('not in a frame')) });
  expect(keyName('KeyW')).toBe('W');
  await readLayout({
    getLayoutMap: () =>
      Promise.resolve(
        new Map([
          ['KeyW', 'z'],
          ['Digit1', '&'],
        ]),
      ),
  });
  expect(keyName('KeyW')).toBe('Z');
  // The digit is printed on it as well.
  expect(keyName('Shift+Digit1')).toBe('Shift+1');
});

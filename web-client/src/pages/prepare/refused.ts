/** What the server did not take, in the reader's words where the catalogues know the code, otherwise in the server's own. */
import { locale } from '../../i18n/locale.svelte';
import { Declined } from '../../wire/office';

/** The sentence for a failed wish. */
export function refusedWords(fault: unknown): string {
  if (!(fault instanceof Declined)) return locale.text('prepare-refused-lost');
  const key = `prepare-refused-${fault.code}`;
  return locale.has(key) ? locale.text(key as 'prepare-refused-lost') : fault.message;
}

/** What one hears, in words: `Deutsch · interpreted`, `Deutsch · via English`, `Original (中文) · nobody is interpreting now`. */
import { t, type Key } from '../../i18n/locale.svelte';
import { languageName, ownName, writtenTag } from '../../i18n/words';
import type { HearingView, Manner } from './view';

/** The words of the pill. */
export interface Heard {
  readonly what: string;
  /** The `lang` of `what`, where it is one language's own name. */
  readonly lang: string | undefined;
  readonly how: string | undefined;
  /** It is not what was chosen. */
  readonly aside: boolean;
}

/** What to write for what is heard now. */
export function wordsOf(hearing: Pick<HearingView, 'chosen' | 'manner' | 'via' | 'floor'>): Heard {
  const { chosen, manner, via, floor } = hearing;
  if (chosen !== 'original' && IN_HER_LANGUAGE.includes(manner)) {
    const how =
      manner === 'relayed' && via !== undefined
        ? t('hears-via', { language: languageName(via) })
        : t(HOW[manner]);
    return { what: ownName(chosen), lang: writtenTag(chosen), how, aside: false };
  }
  const what = floor === 'none' ? t('original') : t('hears-original-of', { language: ownName(floor) });
  const how = chosen === 'original' ? undefined : t(HOW[manner]);
  return { what, lang: undefined, how, aside: chosen !== 'original' && NOT_HERS.includes(manner) };
}

const IN_HER_LANGUAGE: readonly Manner[] = ['interpreted', 'relayed', 'original'];
const NOT_HERS: readonly Manner[] = ['until_cut', 'fallback', 'down'];

const HOW = {
  interpreted: 'hears-interpreted',
  relayed: 'hears-interpreted',
  original: 'hears-original',
  no_speech: 'hears-no-speech',
  consecutive: 'hears-consecutive',
  until_cut: 'hears-until-cut',
  fallback: 'hears-fallback',
  down: 'hears-down',
} as const satisfies Record<Manner, Key>;

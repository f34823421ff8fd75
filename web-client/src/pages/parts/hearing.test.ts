import { describe, expect, it } from 'vitest';

import { sampleChannel, sampleFloor } from '../../model/samples';
import type { ChannelView, ListeningView } from '../../protocol';
import { manner } from './hearing';

function listening(changes: Partial<ListeningView>): ListeningView {
  return { language: 'zh', source: 'floor', underneath: false, ...changes };
}

function channel(state: ChannelView['state']): ChannelView {
  return sampleChannel({ state });
}

const german = sampleFloor('de');

describe('manner', () => {
  it('is interpreted while a channel carries the words', () => {
    expect(manner(listening({ source: 'channel', channel: 'zh' }), german, [channel('live')])).toBe(
      'interpreted',
    );
  });

  it('is the original where it was chosen, whatever the channels do', () => {
    expect(manner(listening({ language: 'original' }), german, [channel('fallback')])).toBe('original');
  });

  it('is the original while the stage speaks the chosen language', () => {
    expect(manner(listening({}), sampleFloor('zh'), [channel('floor')])).toBe('original');
  });

  it('is the original while nobody speaks on the stage', () => {
    expect(manner(listening({}), sampleFloor('none'), [channel('fallback')])).toBe('original');
  });

  it('is fallback where nobody interprets, and not where somebody is about to', () => {
    expect(manner(listening({}), german, [channel('fallback')])).toBe('fallback');
    expect(manner(listening({}), german, [channel('held')])).toBe('until_cut');
    expect(manner(listening({}), german, [])).toBe('fallback');
  });
});

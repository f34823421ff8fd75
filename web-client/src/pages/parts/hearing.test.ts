import { describe, expect, it } from 'vitest';

import { sampleChannel, sampleFloor } from '../../model/samples';
import type { ChannelView, ListeningView } from '../../protocol';
import { down, manner } from './hearing';

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

  it('is relayed where the interpreter listens to another one', () => {
    const relayed = listening({ source: 'channel', channel: 'zh', via: 'en' });
    expect(manner(relayed, german, [channel('live')])).toBe('relayed');
  });

  it('is the original where it was chosen, whatever the channels do', () => {
    expect(manner(listening({ language: 'original' }), german, [channel('fallback')])).toBe('original');
  });

  it('is the original while the stage speaks the chosen language', () => {
    expect(manner(listening({}), sampleFloor('zh'), [channel('floor')])).toBe('original');
  });

  it('is consecutive for everybody while the interpreter is on stage, but for those who chose the original', () => {
    const onStage = sampleFloor('de', { consecutive: true });
    expect(manner(listening({}), onStage, [channel('fallback')])).toBe('consecutive');
    expect(manner(listening({ language: 'de' }), onStage, [])).toBe('consecutive');
    expect(manner(listening({ language: 'original' }), onStage, [])).toBe('original');
  });

  it('names no speech while nobody speaks on the stage', () => {
    expect(manner(listening({}), sampleFloor('none'), [channel('fallback')])).toBe('no_speech');
  });

  it('is fallback where nobody interprets, and not where somebody is about to', () => {
    expect(manner(listening({}), german, [channel('fallback')])).toBe('fallback');
    expect(manner(listening({}), german, [channel('held')])).toBe('until_cut');
    expect(manner(listening({}), german, [])).toBe('fallback');
  });

  it('is down where a booth is planned and nobody interprets, and only there', () => {
    const broken = sampleChannel({ state: 'fallback', down: true });
    expect(manner(listening({}), german, [broken])).toBe('down');
    expect(manner(listening({ language: 'en' }), german, [broken])).toBe('fallback');
    expect(manner(listening({}), sampleFloor('zh'), [broken])).toBe('original');
    expect(down([broken, sampleChannel({ language: 'en' })])).toEqual(['zh']);
  });
});

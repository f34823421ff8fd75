/**
 * The short sounds of the pages themselves: which tones they are made of, and playing them into a graph. When one is
 * played is the pages' business.
 *
 * `chime`: a fifth upwards, to try the output · `cut`: three soft ticks at a hand-over · `released`: a cough was ended
 * without her key
 */

/** A short sound. */
export type Cue = 'chime' | 'cut' | 'released';

interface Tone {
  hz: number;
  /** In seconds from the beginning. */
  at: number;
  rise: number;
  length: number;
  peak: number;
}

/** Plays `cue` into `target`, from now on. */
export function playCue(context: BaseAudioContext, target: AudioNode, cue: Cue): void {
  for (const { hz, at, rise, length, peak } of CUES[cue]) {
    const start = context.currentTime + at;
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.frequency.value = hz;
    gain.gain.setValueAtTime(SILENT, start);
    gain.gain.exponentialRampToValueAtTime(peak, start + rise);
    gain.gain.exponentialRampToValueAtTime(SILENT, start + length);
    tone.connect(gain).connect(target);
    tone.start(start);
    tone.stop(start + length + 0.05);
  }
}

const SILENT = 0.0001;

function tick(at: number): Tone {
  return { hz: 1_200, at, rise: 0.005, length: 0.06, peak: 0.06 };
}

const CUES: Record<Cue, readonly Tone[]> = {
  chime: [
    { hz: 523.25, at: 0, rise: 0.05, length: 0.6, peak: 0.2 },
    { hz: 783.99, at: 0.25, rise: 0.05, length: 0.6, peak: 0.2 },
  ],
  cut: [tick(0), tick(0.15), tick(0.3)],
  released: [{ hz: 660, at: 0, rise: 0.03, length: 0.35, peak: 0.12 }],
};

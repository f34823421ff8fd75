import { describe, expect, it } from 'vitest';

import { RATE, noise, speech } from './dsp/sounds';
import { LeakWatch, chirp, leakOf } from './leak';

const played = chirp(RATE);

/** What a microphone hears: the chirp by several ways, and the noise of a room. */
function room(ways: readonly (readonly [db: number, ms: number])[], noiseDb: number): Float32Array {
  const random = noise(7);
  const level = Math.sqrt(3) * 10 ** (noiseDb / 20);
  const heard = Float32Array.from({ length: 2 * RATE }, () => level * random());
  for (const [db, ms] of ways) {
    const at = Math.round(((200 + ms) * RATE) / 1_000);
    for (let i = 0; i < played.length; i++) {
      heard[at + i] = (heard[at + i] ?? 0) + (played[i] as number) * 10 ** (db / 20);
    }
  }
  return heard;
}

describe('leak test', () => {
  it.each([-10, -30, -44, -47, -60])('finds a way of %d dB', (db) => {
    const result = leakOf(room([[db, 40]], -75), played, RATE);
    expect(Math.abs(result.leakDb - db)).toBeLessThan(1);
    expect(result.passed).toBe(db < -45);
    expect(result.unsure).toBe(false);
  });

  it('adds up the ways of a room', () => {
    const ways = [40, 47.3, 55.1, 63.7].map((ms) => [-36, ms] as const);
    expect(Math.abs(leakOf(room(ways, -75), played, RATE).leakDb - -30)).toBeLessThan(1.5);
  });

  it('hears no leak in a quiet room, and is not sure in a loud one', () => {
    expect(leakOf(room([], -60), played, RATE)).toMatchObject({ passed: true, unsure: false });
    expect(leakOf(room([], -10), played, RATE)).toMatchObject({ passed: false, unsure: true });
    expect(leakOf(new Float32Array(2 * RATE), played, RATE).passed).toBe(true);
  });

  it('does not take a voice for the chirp', () => {
    expect(leakOf(speech(2, -26), played, RATE)).toMatchObject({ passed: false, unsure: true });
  });
});

describe('leak watch', () => {
  /** The envelope of a sound, later by `lag` values and quieter by `db`. */
  function envelope(sound: Float32Array, lag = 0, db = 0): Float32Array {
    return Float32Array.from({ length: Math.floor(sound.length / 512) }, (_, place) => {
      let sum = 0;
      for (let i = 0; i < 512; i++) sum += (sound[(place - lag) * 512 + i] ?? 0) ** 2;
      return (sum / 512) * 10 ** (db / 10);
    });
  }

  function watch(first: Float32Array, second: Float32Array, watcher = new LeakWatch()): boolean {
    let leaking = false;
    for (let at = 0; at + 48 <= first.length; at += 48) {
      leaking = watcher.next({
        stepMs: 32 / 3,
        first: first.subarray(at, at + 48),
        second: second.subarray(at, at + 48),
      });
    }
    return leaking;
  }

  /** Words of irregular length, unlike the next one's. */
  function talk(seed: number): Float32Array {
    const random = noise(seed);
    const sound = speech(20, -26, seed);
    let [on, left] = [0, 0];
    return sound.map((sample) => {
      if (left-- <= 0) [on, left] = [Math.abs(random()), RATE * 0.1 * (1 + Math.abs(random()) * 4)];
      return sample * on;
    });
  }

  const floor = talk(11);

  it('notices an output that comes back', () => {
    const watcher = new LeakWatch();
    expect(watch(envelope(floor), envelope(floor, 12, -30), watcher)).toBe(true);
    expect(watcher.leakDb).toBeCloseTo(-30, 0);
  });

  it('says nothing of headphones, of a voice of her own, nor of silence', () => {
    expect(watch(envelope(floor), envelope(floor, 12, -60))).toBe(false);
    expect(watch(envelope(floor), envelope(talk(23)))).toBe(false);
    expect(watch(envelope(floor), new Float32Array(2_000))).toBe(false);
    expect(watch(new Float32Array(2_000), envelope(floor))).toBe(false);
  });
});

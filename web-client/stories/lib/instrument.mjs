// A microphone that a story plays like an instrument, and a way from the loudspeaker back into it. Runs in the page after
// `devices`, before any of its scripts.

/**
 * `window.instrument`: `play` a tone, `speak` noise in syllables, `ping` for a delay, `path` for what the microphone hears of
 * the output; `asked` holds each microphone that the page opened, and what it wanted of it. A microphone with echo cancelling hears
 * nothing of the output.
 *
 * @param {{ pathDb: number }} options how much of the output the microphone hears
 */
export function instrument({ pathDb }) {
  const context = new AudioContext({ sampleRate: 48_000 });
  context.ownTone = true;
  const sum = new GainNode(context);
  const tone = new OscillatorNode(context);
  const amplitude = new GainNode(context, { gain: 0 });
  tone.connect(amplitude).connect(sum);
  tone.start();

  const noise = context.createBuffer(1, 48_000 * 7, 48_000);
  const wave = noise.getChannelData(0);
  let [word, left, loud] = [0, 0, 0];
  for (let i = 0; i < wave.length; i++, left--) {
    // Words of many lengths, each as loud as it likes, with a gap after each.
    if (left <= 0) {
      left = word = 48_000 * (0.12 + 0.3 * Math.random());
      loud = 0.5 + 0.5 * Math.random();
    }
    wave[i] =
      left > word * 0.25
        ? loud * (Math.random() * 2 - 1) * Math.sin((Math.PI * (word - left)) / (word * 0.75))
        : 0;
  }
  const voice = new AudioBufferSourceNode(context, { buffer: noise, loop: true });
  const volume = new GainNode(context, { gain: 0 });
  voice.connect(volume).connect(sum);
  voice.start();

  /** Long ears: a page that is held up misses nothing of 0.7 s. */
  const ears = [];
  const air = new DelayNode(context, { delayTime: 0.03 });
  const path = new GainNode(context, { gain: 10 ** (pathDb / 20) });
  air.connect(path);
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode && !target.context.ownTone) {
      const out = new MediaStreamAudioDestinationNode(target.context, { channelCount: 1 });
      connect.call(this, out);
      connect.call(context.createMediaStreamSource(out.stream), air);
      const ear = new AnalyserNode(target.context, { fftSize: 32_768 });
      connect.call(this, ear);
      ears.push(ear);
    }
    return connect.call(this, target, ...rest);
  };

  const open = navigator.mediaDevices.getUserMedia;
  const asked = [];
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = wanted.video ? await open({ video: wanted.video }) : new MediaStream();
    if (!wanted.audio) return stream;
    await context.resume();
    const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    connect.call(sum, out);
    if (!wanted.audio.echoCancellation) connect.call(path, out);
    const track = out.stream.getAudioTracks()[0];
    asked.push({ cancelling: wanted.audio.echoCancellation, track });
    stream.addTrack(track);
    return stream;
  };

  const peers = new Set();
  const describe = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function (...description) {
    peers.add(this);
    return describe.apply(this, description);
  };

  const epoch = () => performance.timeOrigin + performance.now();
  /** The newest sound that leaves the page; all of it, or `length` samples. */
  const heard = (length = 32_768) => {
    const all = ears.map((ear) => {
      const samples = new Float32Array(ear.fftSize);
      ear.getFloatTimeDomainData(samples);
      return samples.subarray(samples.length - length);
    });
    return all[0] ?? new Float32Array(length);
  };
  window.instrument = {
    asked,
    play: (hz, peak) => {
      tone.frequency.value = hz;
      amplitude.gain.setTargetAtTime(peak, context.currentTime, 0.01);
    },
    speak: (peak) => volume.gain.setTargetAtTime(peak, context.currentTime, 0.01),
    path: (db) => path.gain.setTargetAtTime(10 ** (db / 20), context.currentTime, 0.01),
    /** Begins a tone in 100 ms; gives that moment. */
    ping: () => {
      tone.frequency.value = 1_000;
      amplitude.gain.cancelScheduledValues(0);
      amplitude.gain.setValueAtTime(0, context.currentTime);
      amplitude.gain.setValueAtTime(0.3, context.currentTime + 0.1);
      return epoch() + 100;
    },
    /** Waits for a sound after silence; gives the moment of its first sample. */
    onset: () =>
      new Promise((resolve) => {
        const called = epoch();
        const timer = setInterval(() => {
          const now = epoch();
          const rate = (ears[0]?.context.sampleRate ?? 48_000) / 1_000;
          const samples = heard(Math.min(32_768, Math.max(1, Math.floor((now - called) * rate))));
          const first = samples.findIndex((sample) => Math.abs(sample) > 0.1);
          if (first < 0) return;
          clearInterval(timer);
          resolve(now - (samples.length - first) / rate);
        }, 10);
      }),
    /** The mean level of what leaves the page in 400 ms, in dB. */
    level: () =>
      new Promise((resolve) => {
        const powers = [];
        const timer = setInterval(() => {
          const samples = heard(2_048);
          powers.push(samples.reduce((total, sample) => total + sample ** 2, 0) / samples.length);
          if (powers.length < 10) return;
          clearInterval(timer);
          resolve(10 * Math.log10(powers.reduce((a, b) => a + b, 1e-20) / powers.length));
        }, 40);
      }),
    /** What the receiving connections say of lost sound, in seconds, of their jitter buffers and how long these wait for a picture, and of the memory of the page, in MiB. */
    figures: async () => {
      const figures = {
        concealed: 0,
        waited: 0,
        held: 0,
        emitted: 0,
        heap: (performance.memory?.usedJSHeapSize ?? 0) / 2 ** 20,
      };
      for (const peer of peers) {
        if (peer.connectionState !== 'connected') continue;
        (await peer.getStats()).forEach((entry) => {
          if (entry.type !== 'inbound-rtp' || entry.kind !== 'audio') return;
          figures.concealed += ((entry.concealedSamples ?? 0) - (entry.silentConcealedSamples ?? 0)) / 48_000;
          figures.waited += entry.jitterBufferDelay ?? 0;
          // What is wanted beyond what the network needs: sound that is played in step waits for its picture.
          figures.held += (entry.jitterBufferTargetDelay ?? 0) - (entry.jitterBufferMinimumDelay ?? 0);
          figures.emitted += entry.jitterBufferEmittedCount ?? 0;
        });
      }
      return figures;
    },
  };
}

// Devices of one's own for a page, and ears at its loudspeaker. Runs in the page before any of its scripts.

/**
 * Microphone and screen sound are tones, camera and screen are moving pictures; what the page plays is metered where it
 * leaves for the loudspeaker, so that nothing of the product is asked what it plays. `window.ears.tones` lists the tones
 * that the page has begun by itself, in Hz; `window.ears.pictures` counts how often it has begun a picture;
 * `window.ears.frames()` gives the frames that have come in on each picture line.
 *
 * @param {{ tone: number, delay: number, on: number, off: number, screenTone: number, width: number, height: number,
 *   grain?: number, fail?: string }} options `tone` Hz of the microphone, `on` ms long with pauses of `off` ms, shifted by `delay` ms;  `grain`: blocks of chance in each frame, so that a picture costs what a camera's does; `fail`: the name of the error that
 *   getUserMedia throws while `window.ears.fail` holds it.
 */
export function devices(options) {
  const ears = {
    fail: options.fail ?? '',
    analysers: [],
    gains: [],
    tones: [],
    pictures: 0,
    negotiations: [],
  };
  Object.defineProperty(window, 'ears', { value: ears });
  const connect = AudioNode.prototype.connect;
  const played = new WeakSet();
  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...source,
    set(stream) {
      if (stream) played.add(stream);
      if (stream && this instanceof HTMLVideoElement) ears.pictures += 1;
      source.set.call(this, stream);
    },
  });

  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioNode && !target.context.ownTone) {
      if (this instanceof MediaStreamAudioSourceNode && target instanceof GainNode) ears.gains.push(target);
      const leaves =
        target instanceof AudioDestinationNode || target instanceof MediaStreamAudioDestinationNode;
      if (leaves) {
        const analyser = target.context.createAnalyser();
        analyser.fftSize = 2048;
        analyser.smoothingTimeConstant = 0;
        connect.call(this, analyser);
        analyser.stream = target.stream;
        ears.analysers.push(analyser);
      }
    }
    return connect.call(this, target, ...rest);
  };

  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    if (!this.context.ownTone) ears.tones.push(this.frequency.value);
    return start.apply(this, when);
  };

  /** Level in dB of the strongest bin near `hz`, over everything that leaves the page. */
  ears.level = (hz) => {
    let best = -200;
    for (const analyser of ears.analysers) {
      // A stream that no element plays goes to the server, not to the loudspeaker.
      if (analyser.stream && !played.has(analyser.stream)) continue;
      const bins = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(bins);
      const at = Math.round((hz * analyser.fftSize) / analyser.context.sampleRate);
      for (let i = at - 1; i <= at + 1; i++) if (bins[i] > best) best = bins[i];
    }
    return best;
  };

  /** Where the sound that is metered has got to, in milliseconds: it stands still when the machine does. */
  ears.clock = () => {
    const running = ears.analysers.findLast(({ context }) => context.state === 'running');
    return (running?.context.currentTime ?? 0) * 1_000;
  };

  const peers = new Set();
  ears.frames = async () => {
    const lines = {};
    for (const peer of peers) {
      if (peer.connectionState !== 'connected') continue;
      (await peer.getStats()).forEach((entry) => {
        if (entry.type === 'inbound-rtp' && entry.kind === 'video')
          lines[entry.mid] = entry.framesReceived ?? 0;
      });
    }
    return lines;
  };

  const describe = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function (...description) {
    peers.add(this);
    ears.negotiations.push(
      `${Math.round(performance.now())} ms: ${this.connectionState}, ${description[0].sdp.split('m=').length - 1} lines`,
    );
    return describe.apply(this, description);
  };

  let context;
  const tone = (hz, delay) => {
    context ??= new AudioContext({ sampleRate: 48000 });
    context.ownTone = true;
    const oscillator = new OscillatorNode(context, { frequency: hz });
    const gate = new GainNode(context, { gain: 0 });
    const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    oscillator.connect(gate).connect(out);
    oscillator.start();
    const start = Math.ceil(context.currentTime) + delay / 1000;
    // Soft edges: a hard gate is heard at every frequency.
    const period = (options.on + options.off) / 1000;
    for (let i = 0; i < 1200; i++) {
      gate.gain.setTargetAtTime(0.5, start + i * period, 0.02);
      gate.gain.setTargetAtTime(0, start + i * period + options.on / 1000, 0.02);
    }
    void context.resume();
    return out.stream.getAudioTracks()[0];
  };
  const picture = (hue) => {
    const canvas = document.createElement('canvas');
    canvas.width = options.width;
    canvas.height = options.height;
    const paint = canvas.getContext('2d');
    let turn = 0;
    setInterval(() => {
      turn += 1;
      paint.fillStyle = `hsl(${hue} 60% 30%)`;
      paint.fillRect(0, 0, canvas.width, canvas.height);
      paint.fillStyle = 'white';
      paint.fillRect((turn * 7) % canvas.width, (turn * 3) % canvas.height, 40, 40);
      for (let i = 0; i < (options.grain ?? 0); i++) {
        paint.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
        paint.fillRect(Math.random() * canvas.width, Math.random() * canvas.height, 24, 24);
      }
    }, 66);
    return canvas.captureStream(15).getVideoTracks()[0];
  };

  navigator.mediaDevices.getUserMedia = async (wanted) => {
    if (ears.fail) throw new DOMException('refused by the story', ears.fail);
    const stream = new MediaStream();
    if (wanted.audio) stream.addTrack(tone(options.tone, options.delay));
    if (wanted.video) stream.addTrack(picture(200));
    return stream;
  };
  navigator.mediaDevices.getDisplayMedia = async () =>
    new MediaStream([picture(20), tone(options.screenTone, 0)]);
}

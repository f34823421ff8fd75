/**
 * A picture and a tone that are nobody's: for trying a show on a computer without camera and microphone. The picture
 * says what it is, so that nobody takes it for a fault or for a person.
 */
import type { Scope } from '../lib/scope';

/** A moving test picture with `label` on it. */
export function testPicture(label: string, scope: Scope): MediaStreamTrack | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = 1280;
  canvas.height = 720;
  const pen = canvas.getContext('2d');
  if (!pen) return undefined;
  let frame = 0;
  const draw = (): void => {
    paint(pen, label, frame++);
  };
  draw();
  const timer = setInterval(draw, 1_000 / FRAMES_PER_SECOND);
  scope.add(() => {
    clearInterval(timer);
  });
  return canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks()[0];
}

/** A soft tone that comes and goes once a second. */
export function testTone(scope: Scope): MediaStreamTrack | undefined {
  const context = new AudioContext();
  void context.resume().catch(() => undefined);
  const tone = context.createOscillator();
  const gate = context.createGain();
  const pulse = context.createOscillator();
  const depth = context.createGain();
  const out = context.createMediaStreamDestination();
  out.channelCount = 1;
  tone.frequency.value = TONE_HZ;
  gate.gain.value = 0.15;
  pulse.frequency.value = 1;
  depth.gain.value = 0.1;
  pulse.connect(depth).connect(gate.gain);
  tone.connect(gate).connect(out);
  tone.start();
  pulse.start();
  scope.add(() => void context.close().catch(() => undefined));
  return out.stream.getAudioTracks()[0];
}

function paint(pen: CanvasRenderingContext2D, label: string, frame: number): void {
  const { width, height } = pen.canvas;
  BARS.forEach((colour, place) => {
    pen.fillStyle = colour;
    pen.fillRect((place * width) / BARS.length, 0, width / BARS.length + 1, height);
  });
  const seconds = frame / FRAMES_PER_SECOND;
  pen.fillStyle = '#101010';
  pen.fillRect(0, height * 0.62, width, height * 0.2);
  pen.fillStyle = '#ffffff';
  pen.font = `600 ${String(height / 12)}px system-ui, sans-serif`;
  pen.textAlign = 'center';
  pen.fillText(`${label} · ${seconds.toFixed(1)} s`, width / 2, height * 0.745);
  pen.beginPath();
  pen.arc(width * (0.5 + 0.4 * Math.sin(seconds)), height * 0.35, height * 0.08, 0, 2 * Math.PI);
  pen.fill();
}

const FRAMES_PER_SECOND = 20;
const TONE_HZ = 440;
const BARS = ['#8f8f8f', '#8c8a2f', '#2f8286', '#33803a', '#81397f', '#8b3a36', '#33428c'];

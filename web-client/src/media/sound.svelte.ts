/**
 * What this person hears: one audio graph, in which every sound line has a gain of its own. The levels and ramps are
 * those of `mix.ts`; here they become nodes. Browsers let no sound out before a tap: until `unlock` lines only wait.
 *
 *   line ─► gain ─┐
 *   line ─► gain ─┴─► volume ─► protection, for interpreters ─► end ─► the system's output, or by an element to a chosen one
 */
import { browserClock } from '../lib/clock';
import { Scope } from '../lib/scope';
import type { ListeningView, Role } from '../protocol';

import { playCue, type Cue } from './cues';
import { follow } from './envelopes';
import { JumpMeter } from './jumps';
import type { Output } from './leak-test';
import { Leveller } from './leveller';
import { Meter, SILENT_DB } from './meter';
import { FADERS, level, type Faders } from './mix';
import { Protection } from './protect.svelte';

/** `refused`: the browser wants another tap. */
export type SoundState = 'locked' | 'running' | 'refused';

/** The mix of one page. */
export class Sound {
  /** Whether sound comes out. */
  state: SoundState = $state('locked');
  /** Where the person has put the faders. */
  faders: Faders = $state.raw(FADERS);
  /** The chosen output device; empty: the system's. */
  output = $state('');
  /** What protects an interpreter's ears; absent for others, and before the first tap. */
  protection: Protection | undefined = $state.raw();

  #lines = new Map<string, Line>();
  #graph: Graph | undefined;
  #role: Role = 'attendee';
  #listening: ListeningView | undefined;

  /** Lets sound out; to be called from a tap. Safe to call again. */
  unlock(): void {
    const graph = (this.#graph ??= this.#build());
    void graph.context.resume().catch(() => undefined);
    // A browser that wants a tap neither starts nor fails: after a moment it is asked what it has done.
    setTimeout(() => {
      this.#observe(graph.context);
    }, UNLOCK_MS);
  }

  /** Takes the sound of a line; a newer track of the same line replaces the older one. */
  attach(name: string, track: MediaStreamTrack): void {
    this.#lines.get(name)?.life.close();
    const line: Line = {
      track,
      life: new Scope(),
      leveller: undefined,
      source: undefined,
      meter: undefined,
    };
    this.#lines.set(name, line);
    if (this.#graph) this.#connect(this.#graph, line);
    this.#level();
  }

  /** Follows what the server says this person hears. */
  hear(role: Role, listening: ListeningView): void {
    this.#role = role;
    this.#listening = listening;
    this.#level();
  }

  /** An interpreter is on air: what her protection warns of is only seen. */
  stayQuiet(onAir: boolean): void {
    if (this.protection) this.protection.onAir = onAir;
  }

  /** Moves a fader. */
  move(fader: keyof Faders, to: number): void {
    this.faders = { ...this.faders, [fader]: Math.min(1, Math.max(0, to)) };
    this.#level();
  }

  /** Lets the sound out of another device; a missing one leaves the sound where it is. */
  async choose(output: string): Promise<void> {
    const graph = this.#graph;
    if (!graph) return;
    const element = graph.element;
    try {
      await element.setSinkId(output);
    } catch {
      return;
    }
    graph.end.disconnect();
    graph.end.connect(output === '' ? graph.context.destination : graph.detour);
    if (output === '') element.pause();
    else void element.play().catch(() => undefined);
    this.output = output;
  }

  /** A short chime, to try the output. */
  chime(): void {
    this.unlock();
    this.cue('chime');
  }

  /** A short sound of the page's own; before the first tap there is none. */
  cue(cue: Cue): void {
    if (this.#graph) playCue(this.#graph.context, this.#graph.volume.gain, cue);
  }

  /** Where a sound of the page's own goes in, and where everything has come together; absent before the first tap. */
  get outlet(): (Output & { end: AudioNode }) | undefined {
    const graph = this.#graph;
    if (!graph) return undefined;
    const { context, volume, end } = graph;
    return { context, input: volume.gain, volume: this.faders.volume, end };
  }

  /** How loud a line comes in, before its fader, in dB below full scale. */
  lineLevel(name: string): number {
    const line = this.#lines.get(name);
    const graph = this.#graph;
    if (!line?.source || !graph) return SILENT_DB;
    if (!line.meter) {
      line.meter = new Meter(graph.context);
      line.source.connect(line.meter.node);
    }
    return line.meter.level();
  }

  /** A meter for a sound that is not in the mix, such as one's own microphone; released with `scope`. */
  watch(track: MediaStreamTrack, scope: Scope): Meter | undefined {
    const graph = this.#graph;
    if (!graph) return undefined;
    const meter = new Meter(graph.context);
    const source = graph.context.createMediaStreamSource(new MediaStream([track]));
    source.connect(meter.node);
    scope.add(() => {
      source.disconnect();
    });
    return meter;
  }

  /** Ends it. */
  close(): void {
    for (const line of this.#lines.values()) line.life.close();
    this.#lines.clear();
    this.protection?.close();
    this.protection = undefined;
    void this.#graph?.context.close().catch(() => undefined);
    this.#graph = undefined;
    this.state = 'locked';
  }

  #build(): Graph {
    const context = new AudioContext({ latencyHint: 'interactive' });
    const volume = new Leveller(context, this.faders.volume);
    const end = context.createGain();
    const detour = context.createMediaStreamDestination();
    const element = new Audio();
    element.srcObject = detour.stream;
    if (this.#role === 'interpreter') {
      this.protection = new Protection(context, browserClock);
      volume.gain.connect(this.protection.input);
      this.protection.output.connect(end);
    } else {
      volume.gain.connect(end);
    }
    end.connect(context.destination);
    context.addEventListener('statechange', () => {
      if (context.state === 'running') this.state = 'running';
    });
    const graph = { context, volume, end, detour, element };
    for (const line of this.#lines.values()) this.#connect(graph, line);
    return graph;
  }

  #connect(graph: Graph, line: Line): void {
    const stream = new MediaStream([line.track]);
    // Chromium keeps a remote sound silent in the graph until a playing element has it too; that one stays muted.
    const element = new Audio();
    element.muted = true;
    element.srcObject = stream;
    void element.play().catch(() => undefined);
    const source = graph.context.createMediaStreamSource(stream);
    // From silence: a sound that comes back after a loss comes up as a new one does.
    line.leveller = new Leveller(graph.context, 0);
    const { gain } = line.leveller;
    source.connect(gain).connect(graph.volume.gain);
    line.source = source;
    meterJumps(source, gain, line.life);
    line.life.add(() => {
      source.disconnect();
      gain.disconnect();
      element.srcObject = null;
    });
  }

  #level(): void {
    const graph = this.#graph;
    if (!graph) return;
    graph.volume.to(this.faders.volume);
    const listening = this.#listening;
    if (!listening) return;
    for (const [name, line] of this.#lines) {
      line.leveller?.to(level(name, this.#role, listening, this.faders));
    }
  }

  #observe(context: AudioContext): void {
    if (context.state === 'closed') return;
    this.state = context.state === 'running' ? 'running' : 'refused';
    this.#level();
  }
}

interface Line {
  leveller: Leveller | undefined;
  track: MediaStreamTrack;
  life: Scope;
  source: MediaStreamAudioSourceNode | undefined;
  meter: Meter | undefined;
}

interface Graph {
  context: AudioContext;
  volume: Leveller;
  end: GainNode;
  detour: MediaStreamAudioDestinationNode;
  element: HTMLAudioElement;
}

/** Counts the jumps of a gain on the html element, if it has the attribute `data-jumps`: a test has asked for it. */
function meterJumps(before: AudioNode, after: AudioNode, life: Scope): void {
  const { dataset } = document.documentElement;
  if (dataset['jumps'] === undefined) return;
  const meter = new JumpMeter();
  life.add(
    follow(before, after, (envelopes) => {
      dataset['jumps'] = String(Number(dataset['jumps']) + meter.next(envelopes));
    }),
  );
}

const UNLOCK_MS = 1_200;

/**
 * Loads the processors into an audio context, once each. The file is one of the client's own, so that the content security
 * policy lets it in.
 */
import file from './processors.worklet.ts?worker&url';

const loads = new WeakMap<BaseAudioContext, Promise<void>>();

/** Resolves when `context` knows the processors; after a failure the next call tries again. */
export function loadProcessors(context: BaseAudioContext): Promise<void> {
  const known = loads.get(context);
  if (known) return known;
  const load = context.audioWorklet.addModule(file).catch((error: unknown) => {
    loads.delete(context);
    throw error;
  });
  loads.set(context, load);
  return load;
}

/**
 * Two sounds of the audio graph as envelopes that belong together: for the leak watch and the jump meter.
 */
import { Scope, type Release } from '../lib/scope';

import { loadProcessors } from './worklets/load';
import type { EnvelopeMessage } from './worklets/processors.worklet';

/** Follows `first` and `second` until released; `then` gets half a second of both at a time, as mean squares. */
export function follow(
  first: AudioNode,
  second: AudioNode,
  then: (envelopes: EnvelopeMessage) => void,
): Release {
  const life = new Scope();
  const { context } = first;
  void loadProcessors(context).then(
    () => {
      if (life.closed) return;
      const node = new AudioWorkletNode(context, 'roadshow-envelopes', {
        numberOfInputs: 2,
        numberOfOutputs: 0,
        channelCount: 1,
        channelCountMode: 'explicit',
      });
      node.port.onmessage = ({ data }: MessageEvent<EnvelopeMessage>) => {
        then(data);
      };
      first.connect(node, 0, 0);
      second.connect(node, 0, 1);
      life.add(() => {
        first.disconnect(node);
        second.disconnect(node);
        node.port.onmessage = null;
        node.port.postMessage('end');
      });
    },
    // Without the audio thread there is nothing to follow; whoever watches is told nothing.
    () => undefined,
  );
  return () => {
    life.close();
  };
}

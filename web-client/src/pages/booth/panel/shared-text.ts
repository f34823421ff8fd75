/**
 * A text that several people write at once, each in a page of her own, without a lock: what the others changed comes
 * in, what one typed oneself stays, and the caret stays where it was. Pure; the server only keeps the last writer's text.
 *
 *   base: the server's text as last heard · sent: under way to it · text: what stands in the field
 */

/** One writer's copy. */
export interface Copy {
  readonly base: string;
  readonly text: string;
  readonly sent: string | undefined;
}

/** What the server says is taken in; `foreign`: somebody else changed it. */
export function heard(copy: Copy, theirs: string): { copy: Copy; foreign: boolean } {
  // An echo of one's own: what was typed meanwhile stays and goes with the next sending.
  if (theirs === copy.sent) return { copy: { ...copy, base: theirs, sent: undefined }, foreign: false };
  if (theirs === copy.base) return { copy, foreign: false };
  return { copy: { ...copy, base: theirs, text: merged(copy.base, copy.text, theirs) }, foreign: true };
}

/** Both changes of one text: apart they stand in their places; in the same place theirs first, mine behind it. */
export function merged(base: string, mine: string, theirs: string): string {
  if (mine === base) return theirs;
  if (theirs === base || theirs === mine) return mine;
  const a = changed(base, mine);
  const b = changed(base, theirs);
  if (b.to <= a.from)
    return base.slice(0, b.from) + b.put + base.slice(b.to, a.from) + a.put + base.slice(a.to);
  if (a.to <= b.from)
    return base.slice(0, a.from) + a.put + base.slice(a.to, b.from) + b.put + base.slice(b.to);
  return base.slice(0, Math.min(a.from, b.from)) + b.put + a.put + base.slice(Math.max(a.to, b.to));
}

/** Where a place in `before` is in `after`. */
export function moved(before: string, after: string, place: number): number {
  const { from, to, put } = changed(before, after);
  if (place <= from) return place;
  if (place >= to) return place + put.length - (to - from);
  return from + put.length;
}

/** The one span in which two texts differ. */
function changed(before: string, after: string): { from: number; to: number; put: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < most - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  return { from, to: before.length - same, put: after.slice(from, after.length - same) };
}

/**
 * How loud a voice should be sent, and what a meter's mark says of it. Numbers only.
 */

/** The loudness that every voice is brought to, in LUFS: the programme level of EBU R 128. */
export const TARGET_LUFS = -23;

/** How far beside it the mark still says `in`, in LU: two voices that are `in` lie within 3 LU of each other. */
const TOLERANCE_LU = 1.5;

/** What the mark beside a meter says of the last ten seconds of speech: `none` while nobody has spoken. */
export function rangeOf(speech: number | undefined): 'none' | 'low' | 'in' | 'high' {
  if (speech === undefined) return 'none';
  if (speech < TARGET_LUFS - TOLERANCE_LU) return 'low';
  return speech > TARGET_LUFS + TOLERANCE_LU ? 'high' : 'in';
}

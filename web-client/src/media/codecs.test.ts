import { describe, expect, it } from 'vitest';

import { ordered, redundantFirst, sendOrder, type Capability } from './codecs';

const codec = (mimeType: string, sdpFmtpLine?: string): Capability =>
  sdpFmtpLine === undefined ? { mimeType } : { mimeType, sdpFmtpLine };

describe('codecs', () => {
  it('takes constrained baseline H.264 with packetization mode 1, and one kind of each codec', () => {
    const able = [
      codec('video/VP8'),
      codec('video/rtx'),
      codec('video/H264', 'packetization-mode=0;profile-level-id=42e01f'),
      codec('video/H264', 'packetization-mode=1;profile-level-id=4d001f'),
      codec('video/H264', 'packetization-mode=1;profile-level-id=42e01f'),
      codec('video/ulpfec'),
    ];
    const chosen = ordered(able, ['h264', 'vp9', 'vp8']);
    expect(chosen.map(({ mimeType }) => mimeType)).toEqual(['video/H264', 'video/VP8', 'video/rtx']);
    expect(chosen[0]?.sdpFmtpLine).toBe('packetization-mode=1;profile-level-id=42e01f');
  });

  it('is empty where the browser has none of them, never the repair format alone', () => {
    expect(ordered([codec('video/VP8'), codec('video/rtx')], ['h264'])).toEqual([]);
  });

  it('puts redundant sound first where there is any, and changes nothing elsewhere', () => {
    const able = ['audio/opus', 'audio/red', 'audio/PCMU'].map((mimeType) => codec(mimeType));
    const order = redundantFirst(able).map(({ mimeType }) => mimeType);
    expect(order).toEqual(['audio/red', 'audio/opus', 'audio/PCMU']);
    expect(redundantFirst([codec('audio/opus')])).toEqual([]);
  });

  it('sends what three layers work with before what needs more', () => {
    expect(sendOrder(['h264', 'vp9', 'av1', 'vp8'])).toEqual(['h264', 'vp8', 'vp9', 'av1']);
  });
});

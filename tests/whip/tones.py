"""Tones and moving pictures to publish, and an ear and an eye that recognise them.

Nothing here knows the server: plain media tracks, and plain answers to "is this tone heard", "do frames move".
"""

import array
import asyncio
import collections
import fractions
import math
import time

import av
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

RATE = 48_000
FRAME = RATE // 50
# Tones are far apart and pure: an eighth of the samples tells them apart as well.
EVERY = 8
TONES = (440, 660, 880, 1320)


class Tone(MediaStreamTrack):
    """A sine at half scale, one frame every 20 ms, as long as it is on."""

    kind = "audio"

    def __init__(self, hertz):
        super().__init__()
        # Whole periods in a second: one second of samples repeats without a click.
        wave = [int(12_000 * math.sin(2 * math.pi * hertz * n / RATE)) for n in range(RATE)]
        self._wave = array.array("h", wave).tobytes()
        self._begun = None
        self._sent = 0

    async def recv(self):
        self._begun = self._begun or time.monotonic()
        await asyncio.sleep(max(0, self._begun + self._sent / RATE - time.monotonic()))
        frame = av.AudioFrame(format="s16", layout="mono", samples=FRAME)
        at = self._sent % RATE * 2
        frame.planes[0].update(self._wave[at : at + FRAME * 2])
        frame.sample_rate, frame.time_base = RATE, fractions.Fraction(1, RATE)
        frame.pts = self._sent
        self._sent += FRAME
        return frame


class Picture(MediaStreamTrack):
    """A grey that becomes lighter from frame to frame, ten a second."""

    kind = "video"
    WIDTH, HEIGHT, PER_SECOND = 320, 240, 10

    def __init__(self):
        super().__init__()
        self._begun = None
        self._sent = 0

    async def recv(self):
        self._begun = self._begun or time.monotonic()
        await asyncio.sleep(max(0, self._begun + self._sent / self.PER_SECOND - time.monotonic()))
        frame = av.VideoFrame(self.WIDTH, self.HEIGHT, "yuv420p")
        luma = 32 + self._sent * 16 % 192
        for plane, value in zip(frame.planes, (luma, 128, 128)):
            plane.update(bytes([value]) * plane.buffer_size)
        frame.time_base = fractions.Fraction(1, 90_000)
        frame.pts = self._sent * 90_000 // self.PER_SECOND
        self._sent += 1
        return frame


class Ear:
    """Hears which tone each frame carries; the last ten seconds of it."""

    def __init__(self):
        self.frames = collections.deque(maxlen=500)

    async def listen(self, track):
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            self.frames.append((time.monotonic(), tone_of(frame)))

    def share(self, hertz, seconds=0.5):
        """How many frames of the last moments carried this tone."""
        since = time.monotonic() - seconds
        return sum(1 for at, tone in self.frames if at >= since and tone == hertz)

    async def until(self, hertz, seconds=15):
        """Waits until this tone is heard, and no other."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            others = sum(self.share(tone) for tone in TONES if tone != hertz)
            if self.share(hertz) >= 12 and others == 0:
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"{hertz} Hz is not heard within {seconds} s: {self.summary()}")

    async def until_not(self, hertz, seconds=15):
        """Waits until this tone has been away for half a second."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.share(hertz) == 0:
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"{hertz} Hz is still heard after {seconds} s: {self.summary()}")

    async def never(self, *hertz, seconds=1.5):
        """Hears none of these for a while."""
        await asyncio.sleep(seconds)
        for tone in hertz:
            heard = self.share(tone, seconds)
            assert heard == 0, f"{tone} Hz must not be heard: {heard} frames, {self.summary()}"

    def summary(self):
        return dict(collections.Counter(tone for at, tone in self.frames if at > time.monotonic() - 1))


class Eye:
    """Sees whether frames come, and whether they differ."""

    def __init__(self):
        self.lumas = collections.deque(maxlen=100)
        self.size = None

    async def watch(self, track):
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            plane = frame.reformat(format="yuv420p").planes[0]
            self.size = (frame.width, frame.height)
            self.lumas.append((time.monotonic(), bytes(plane)[plane.line_size * 8 + 8]))

    def moving(self, seconds=1.0):
        since = time.monotonic() - seconds
        return len({luma // 8 for at, luma in self.lumas if at >= since})

    async def until_moving(self, seconds=20):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.moving() >= 3:
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"no moving picture within {seconds} s: {len(self.lumas)} frames")


def tone_of(frame):
    """The tone that dominates a frame; None for silence or anything else."""
    samples = array.array("h", bytes(frame.planes[0]))[: frame.samples * len(frame.layout.channels)]
    left = samples[:: len(frame.layout.channels) * EVERY]
    energy = sum(sample * sample for sample in left)
    if energy < 200 * 200 * len(left):
        return None
    best, power = max(((hertz, goertzel(left, hertz)) for hertz in TONES), key=lambda pair: pair[1])
    # A pure tone gives n / 2 times its energy.
    return best if power > 0.25 * energy * len(left) / 2 else None


def goertzel(samples, hertz):
    turn = 2 * math.cos(2 * math.pi * hertz * EVERY / RATE)
    last = before = 0.0
    for sample in samples:
        last, before = sample + turn * last - before, last
    return last * last + before * before - turn * last * before

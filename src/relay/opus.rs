//! How long an Opus packet lasts, read from its first byte or two (RFC 6716, section 3.1). Nothing is decoded.

/// 20 ms, for a packet that says nothing.
const USUAL: u32 = 960;

/// 120 ms, the most a packet may last.
const MOST: u32 = 5_760;

/// Duration in ticks of 48 kHz.
pub(super) fn duration(payload: &[u8]) -> u32 {
    let Some(toc) = payload.first() else {
        return USUAL;
    };
    let frame = match (toc >> 3, (toc >> 3) & 0x03) {
        (0..=11, 3) => 2_880,
        (0..=11, 2) => 1_920,
        (0..=15, size) => [480, 960, 480, 960]
            .get(usize::from(size))
            .copied()
            .unwrap_or(USUAL),
        (_, size) => 120 << size,
    };
    let frames = match toc & 0x03 {
        0 => 1,
        1 | 2 => 2,
        _ => payload.get(1).map_or(1, |count| u32::from(count & 0x3f)),
    };
    frames.saturating_mul(frame).clamp(120, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_tells_the_duration() {
        let cases: [(&[u8], u32); 8] = [
            (&[0xf8], 960),
            (&[0x78], 960),
            (&[0x60], 480),
            (&[0x18], 2_880),
            (&[0xfb, 0x03], 2_880),
            (&[0xe1], 240),
            (&[0x1b, 0x3f], MOST),
            (&[], USUAL),
        ];
        for (payload, ticks) in cases {
            assert_eq!(duration(payload), ticks, "{payload:02x?}");
        }
    }
}

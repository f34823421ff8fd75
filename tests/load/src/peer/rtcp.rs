//! RTCP as bytes: what a receiver tells a sender, and what a server asks of a publisher.

/// One block of a receiver report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Block {
    /// Whose packets.
    pub ssrc: u32,
    /// Lost since the last report, in 256ths.
    pub fraction: u8,
    /// Lost in all.
    pub lost: u32,
    /// Highest extended sequence number.
    pub highest: u32,
    /// Middle of the last sender report's time.
    pub last_report: u32,
    /// Since then, in 65,536ths of a second.
    pub delay: u32,
}

/// What the other side says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A sender's clock: whose, and the middle of its time.
    Sender(u32, u32),
    /// A key frame is wanted of this SSRC.
    KeyFrame(u32),
    /// These packets of this SSRC are missing.
    Missing(u32, Vec<u16>),
}

/// A receiver report of `own`.
pub fn receiver_report(own: u32, blocks: &[Block]) -> Vec<u8> {
    let blocks = &blocks[..blocks.len().min(31)];
    let count = u8::try_from(blocks.len()).unwrap_or_default();
    let mut packet = head(count, 201, 1 + 6 * blocks.len());
    packet.extend_from_slice(&own.to_be_bytes());
    for block in blocks {
        packet.extend_from_slice(&block.ssrc.to_be_bytes());
        let lost = block.lost.min(0x007F_FFFF) | u32::from(block.fraction) << 24;
        for word in [lost, block.highest, 0, block.last_report, block.delay] {
            packet.extend_from_slice(&word.to_be_bytes());
        }
    }
    packet
}

/// A request for the packets with these numbers, in rising order (RFC 4585).
pub fn nack(own: u32, media: u32, seqs: &[u16]) -> Vec<u8> {
    let mut pairs: Vec<(u16, u16)> = Vec::new();
    for seq in seqs {
        match pairs.last_mut() {
            Some((first, mask)) if (1..=16).contains(&seq.wrapping_sub(*first)) => {
                *mask |= 1 << (seq.wrapping_sub(*first) - 1);
            }
            _ => pairs.push((*seq, 0)),
        }
    }
    let mut packet = head(1, 205, 2 + pairs.len());
    packet.extend_from_slice(&own.to_be_bytes());
    packet.extend_from_slice(&media.to_be_bytes());
    for (first, mask) in pairs {
        packet.extend_from_slice(&first.to_be_bytes());
        packet.extend_from_slice(&mask.to_be_bytes());
    }
    packet
}

/// A picture cannot be decoded.
pub fn pli(own: u32, media: u32) -> Vec<u8> {
    let mut packet = head(1, 206, 2);
    packet.extend_from_slice(&own.to_be_bytes());
    packet.extend_from_slice(&media.to_be_bytes());
    packet
}

/// Transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01): arrivals in rising order, each a number and
/// a time in microseconds.
pub fn transport(own: u32, media: u32, count: u8, first: u16, arrivals: &[(u16, i64)]) -> Vec<u8> {
    let (Some((_, begun)), Some((last, _))) = (arrivals.first(), arrivals.last()) else {
        return Vec::new();
    };
    let statuses = last.wrapping_sub(first).wrapping_add(1);
    let reference = begun / 64_000;
    let (mut symbols, mut deltas) = (Vec::new(), Vec::new());
    let (mut time, mut next) = (reference * 64_000, first);
    for (seq, at) in arrivals {
        symbols.resize(symbols.len() + usize::from(seq.wrapping_sub(next)), 0_u16);
        next = seq.wrapping_add(1);
        let ticks = (at - time).div_euclid(250);
        time += ticks * 250;
        if let Ok(small) = u8::try_from(ticks) {
            symbols.push(1);
            deltas.push(small);
        } else {
            symbols.push(2);
            let large = i16::try_from(ticks).unwrap_or(i16::MAX);
            deltas.extend_from_slice(&large.to_be_bytes());
        }
    }
    let mut body = Vec::with_capacity(16 + symbols.len());
    body.extend_from_slice(&own.to_be_bytes());
    body.extend_from_slice(&media.to_be_bytes());
    body.extend_from_slice(&first.to_be_bytes());
    body.extend_from_slice(&statuses.to_be_bytes());
    let reference = i32::try_from(reference & 0x00FF_FFFF).unwrap_or_default();
    body.extend_from_slice(&reference.to_be_bytes()[1..]);
    body.push(count);
    for seven in symbols.chunks(7) {
        let chunk = seven.iter().zip([12, 10, 8, 6, 4, 2, 0]);
        let chunk = chunk.fold(0xC000_u16, |sum, (symbol, shift)| sum | symbol << shift);
        body.extend_from_slice(&chunk.to_be_bytes());
    }
    body.extend_from_slice(&deltas);
    body.resize(body.len().next_multiple_of(4), 0);
    let mut packet = head(15, 205, body.len() / 4);
    packet.extend_from_slice(&body);
    packet
}

/// Reads a compound packet; what is not understood is left out.
pub fn read(mut compound: &[u8]) -> Vec<Said> {
    let mut said = Vec::new();
    while let Some((&[first, kind, l0, l1], rest)) = compound.split_first_chunk::<4>() {
        let length = 4 * usize::from(u16::from_be_bytes([l0, l1]));
        let Some((body, next)) = rest.split_at_checked(length) else {
            break;
        };
        let word = |at: usize| -> Option<u32> {
            Some(u32::from_be_bytes(
                body.get(4 * at..4 * at + 4)?.try_into().ok()?,
            ))
        };
        match (kind, first & 0x1F) {
            (200, _) => {
                if let (Some(ssrc), Some(high), Some(low)) = (word(0), word(1), word(2)) {
                    said.push(Said::Sender(ssrc, high << 16 | low >> 16));
                }
            }
            (206, 1) => said.extend(word(1).map(Said::KeyFrame)),
            (206, 4) => said.extend((1..).map_while(|n| word(2 * n)).map(Said::KeyFrame)),
            (205, 1) => {
                if let Some(ssrc) = word(1) {
                    let words = (2..).map_while(word);
                    said.push(Said::Missing(ssrc, words.flat_map(missing).collect()));
                }
            }
            _ => {}
        }
        compound = next;
    }
    said
}

fn missing(pair: u32) -> impl Iterator<Item = u16> {
    let [a, b, c, d] = pair.to_be_bytes();
    let (first, mask) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
    let others = (0..16).filter(move |bit| mask & 1 << bit != 0);
    std::iter::once(first).chain(others.map(move |bit| first.wrapping_add(bit + 1)))
}

/// The head of a packet with so many words behind it.
fn head(count: u8, kind: u8, words: usize) -> Vec<u8> {
    let mut packet = Vec::with_capacity(4 + 4 * words);
    packet.push(0x80 | count);
    packet.push(kind);
    packet.extend_from_slice(&u16::try_from(words).unwrap_or_default().to_be_bytes());
    packet
}

#[cfg(test)]
mod tests {
    use rtc::rtcp::transport_feedbacks::transport_layer_cc::TransportLayerCc;
    use rtc::shared::marshal::Unmarshal;

    use super::*;

    #[test]
    fn what_is_missing_is_named_and_read_back() {
        let seqs = vec![65_534, 65_535, 3, 40];
        let packet = nack(1, 2, &seqs);
        assert_eq!(packet.len(), 12 + 2 * 4, "two pairs");
        let mut compound = receiver_report(1, &[Block::default()]);
        compound.extend(packet);
        compound.extend(pli(1, 9));
        assert_eq!(read(&compound), [Said::Missing(2, seqs), Said::KeyFrame(9)]);
        assert!(read(&compound[..30]).is_empty(), "cut off");
    }

    #[test]
    fn transport_feedback_is_read_by_another_implementation() {
        let start = 5 * 64_000 + 1_000;
        let arrivals = [
            (65_535, start),
            (0, start + 500),
            (3, start + 90_000),
            (4, start + 89_000),
        ];
        let packet = transport(1, 2, 7, 65_534, &arrivals);
        let read = TransportLayerCc::unmarshal(&mut packet.as_slice()).unwrap();
        assert_eq!(
            (read.base_sequence_number, read.packet_status_count),
            (65_534, 7)
        );
        assert_eq!((read.reference_time, read.fb_pkt_count), (5, 7));
        let deltas: Vec<i64> = read.recv_deltas.iter().map(|d| d.delta).collect();
        assert_eq!(deltas, [1_000, 500, 89_500, -1_000]);
    }
}

//! The clear part of an RTP packet: read without a copy, written without an engine.

/// What a header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Payload type.
    pub payload_type: u8,
    /// Sequence number.
    pub seq: u16,
    /// Timestamp.
    pub timestamp: u32,
    /// SSRC.
    pub ssrc: u32,
    /// Bytes of the header with its extensions.
    pub length: usize,
    /// Where the extensions are, if there are any in the one-byte form.
    extensions: Option<(usize, usize)>,
}

/// Whether a datagram is RTP and not RTCP (RFC 5761).
pub fn is_rtp(datagram: &[u8]) -> bool {
    datagram.len() >= 12 && datagram[0] & 0xC0 == 0x80 && !is_rtcp(datagram)
}

/// Whether a datagram is RTCP.
pub fn is_rtcp(datagram: &[u8]) -> bool {
    datagram.len() >= 8 && datagram[0] & 0xC0 == 0x80 && (192..224).contains(&datagram[1])
}

impl Head {
    /// Reads a datagram that `is_rtp`.
    pub fn read(datagram: &[u8]) -> Option<Self> {
        let fixed: &[u8; 12] = datagram.first_chunk()?;
        let mut length = 12 + 4 * usize::from(fixed[0] & 0x0F);
        let mut extensions = None;
        if fixed[0] & 0x10 != 0 {
            let &[p0, p1, l0, l1] = datagram.get(length..)?.first_chunk::<4>()?;
            let (start, bytes) = (length + 4, 4 * usize::from(u16::from_be_bytes([l0, l1])));
            length = start + bytes;
            extensions = ([p0, p1] == [0xBE, 0xDE]).then_some((start, length));
        }
        (length <= datagram.len()).then_some(Self {
            payload_type: fixed[1] & 0x7F,
            seq: u16::from_be_bytes([fixed[2], fixed[3]]),
            timestamp: u32::from_be_bytes([fixed[4], fixed[5], fixed[6], fixed[7]]),
            ssrc: u32::from_be_bytes([fixed[8], fixed[9], fixed[10], fixed[11]]),
            length,
            extensions,
        })
    }

    /// The value of an extension (RFC 8285, one-byte form).
    pub fn extension<'d>(&self, datagram: &'d [u8], id: u8) -> Option<&'d [u8]> {
        let (mut at, end) = self.extensions?;
        while at < end {
            let head = *datagram.get(at)?;
            at += 1;
            if head == 0 {
                continue;
            }
            let length = usize::from(head & 0x0F) + 1;
            if head >> 4 == id {
                return datagram.get(at..at + length);
            }
            at += length;
        }
        None
    }
}

/// Begins a packet: its header with these extensions.
pub fn begin(
    payload_type: u8,
    marker: bool,
    [seq, timestamp, ssrc]: [u32; 3],
    extensions: &[(u8, &[u8])],
) -> Vec<u8> {
    let mut packet = Vec::with_capacity(1_280);
    packet.push(if extensions.is_empty() { 0x80 } else { 0x90 });
    packet.push(payload_type | if marker { 0x80 } else { 0 });
    packet.extend_from_slice(&(seq & 0xFFFF).to_be_bytes()[2..]);
    packet.extend_from_slice(&timestamp.to_be_bytes());
    packet.extend_from_slice(&ssrc.to_be_bytes());
    if extensions.is_empty() {
        return packet;
    }
    let mut block = Vec::with_capacity(24);
    for (id, value) in extensions {
        let length = u8::try_from(value.len().saturating_sub(1)).unwrap_or_default();
        block.push(id << 4 | length & 0x0F);
        block.extend_from_slice(value);
    }
    block.resize(block.len().next_multiple_of(4), 0);
    let words = u16::try_from(block.len() / 4).unwrap_or_default();
    packet.extend_from_slice(&[0xBE, 0xDE]);
    packet.extend_from_slice(&words.to_be_bytes());
    packet.extend_from_slice(&block);
    packet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_as_it_was_written() {
        let mut packet = begin(
            96,
            true,
            [65_536 + 9, 3_600, 77],
            &[(4, b"12"), (3, &[1, 2])],
        );
        let length = packet.len();
        packet.extend(b"payload");
        assert!(is_rtp(&packet) && !is_rtcp(&packet));
        let head = Head::read(&packet).unwrap();
        assert_eq!(
            (head.payload_type, head.seq, head.timestamp, head.ssrc),
            (96, 9, 3_600, 77)
        );
        assert_eq!(head.length, length);
        assert_eq!(head.extension(&packet, 3), Some(&[1, 2][..]));
        assert_eq!(head.extension(&packet, 4), Some(&b"12"[..]));
        assert_eq!(head.extension(&packet, 5), None);
        assert!(Head::read(&packet[..14]).is_none(), "cut off");
    }
}

//! A ZIP archive of stored files, which is all that a spreadsheet file needs (APPNOTE 6.3.3, sections 4.3.7 to 4.3.16).

/// The archive of these files, in this order.
pub(super) fn archive(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let offset = length(archive.len());
        let common = common(name, content);
        archive.extend(LOCAL);
        archive.extend(&common);
        archive.extend(name.as_bytes());
        archive.extend(content);
        directory.extend(CENTRAL);
        directory.extend(VERSION);
        directory.extend(&common);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (begin, bytes) = (length(archive.len()), length(directory.len()));
    let count = u16::try_from(files.len()).unwrap_or(u16::MAX).to_le_bytes();
    archive.extend(directory);
    archive.extend(END);
    archive.extend([0; 4]);
    archive.extend(count);
    archive.extend(count);
    archive.extend(bytes.to_le_bytes());
    archive.extend(begin.to_le_bytes());
    archive.extend([0; 2]);
    archive
}

/// What stands in both headers of a file: version, flags, method, time, checksum, sizes, length of the name.
fn common(name: &str, content: &[u8]) -> Vec<u8> {
    let size = length(content.len()).to_le_bytes();
    let name = u16::try_from(name.len()).unwrap_or(u16::MAX);
    let mut fields = VERSION.to_vec();
    // Names are UTF-8; nothing is compressed.
    fields.extend([0x00, 0x08, 0, 0]);
    fields.extend(FIRST_DAY);
    fields.extend(crc32(content).to_le_bytes());
    fields.extend(size);
    fields.extend(size);
    fields.extend(name.to_le_bytes());
    fields.extend([0; 2]);
    fields
}

/// The checksum of the format (CRC-32, polynomial 0x04C11DB7, reflected), bit by bit: a table is written once in a while.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    })
}

/// Files of more than 4 GiB would need another format; no table comes near.
fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";
const VERSION: [u8; 2] = [20, 0];
/// Midnight of 1 January 1980, the first that the format knows: the same table gives the same bytes.
const FIRST_DAY: [u8; 4] = [0, 0, 0x21, 0];

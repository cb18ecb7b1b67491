//! Command side (Doc 9303-11 §9.8.4, figure 5).
//!
//! ```text
//! MAC = MAC(KS.MAC, SSC || 0C INS P1 P2 80 00… || [85|87 …] [97 …] || 80 00…)
//! ```
//!
//! Counter and padded header are whole blocks: two of 8 bytes with 3DES, two of 16 with AES. With
//! no object there is nothing to pad behind them.

use super::counter::CounterBlock;
use super::padding;
use super::suite::Suite;
use vidimus_iso7816::CommandApdu;

/// Data in DO 87 or 85, Le in DO 97, MAC in DO 8E, class byte `0C`.
///
/// The outer Le is 256 for a short and 65 536 for an extended command (`00`, `0000`): what is
/// asked for stands in DO 97.
pub(super) fn protect(suite: &Suite, counter: &CounterBlock, command: &CommandApdu) -> CommandApdu {
    let cla = command.cla() | 0x0C;
    let [_, ins, p1, p2] = command.header();
    let mut objects = Vec::with_capacity(command.data().len() + 40);
    if !command.data().is_empty() {
        push_cryptogram(&mut objects, suite, counter, command);
    }
    if let Some(ne) = command.le() {
        push_le(&mut objects, ne);
    }
    let (blocks, len) = authenticated_blocks(suite, counter, [cla, ins, p1, p2]);
    let mac = suite.mac(blocks.get(..len).unwrap_or_default(), &objects);
    objects.extend_from_slice(&[0x8E, 8]);
    objects.extend_from_slice(&mac);
    let outer_le = if command.is_extended() || objects.len() > 255 {
        65_536
    } else {
        256
    };
    CommandApdu::new(cla, ins, p1, p2)
        .with_data(objects)
        .with_le(outer_le)
}

/// DO 87 `01 || cryptogram` for even INS, DO 85 `cryptogram` for odd INS, encrypted in place.
fn push_cryptogram(
    objects: &mut Vec<u8>,
    suite: &Suite,
    counter: &CounterBlock,
    command: &CommandApdu,
) {
    let data = command.data();
    let block = suite.block_len();
    let cryptogram_len = (data.len() / block + 1) * block;
    if command.ins() & 1 == 1 {
        objects.push(0x85);
        push_length(objects, cryptogram_len);
    } else {
        objects.push(0x87);
        push_length(objects, cryptogram_len + 1);
        objects.push(0x01);
    }
    let start = objects.len();
    objects.extend_from_slice(data);
    padding::pad(objects, start, block);
    suite.encrypt(counter, objects.get_mut(start..).unwrap_or_default());
}

/// DO 97 with one byte up to 256 (`00`), else with two (65 536 is `0000`).
fn push_le(objects: &mut Vec<u8>, ne: u32) {
    let [_, _, high, low] = ne.to_be_bytes();
    if ne <= 256 {
        objects.extend_from_slice(&[0x97, 1, low]);
    } else {
        objects.extend_from_slice(&[0x97, 2, high, low]);
    }
}

/// A definite length, in as few bytes as it needs.
fn push_length(objects: &mut Vec<u8>, length: usize) {
    let [.., third, second, first] = length.to_be_bytes();
    match length {
        0..=0x7F => objects.push(first),
        0x80..=0xFF => objects.extend_from_slice(&[0x81, first]),
        0x100..=0xFFFF => objects.extend_from_slice(&[0x82, second, first]),
        _ => objects.extend_from_slice(&[0x83, third, second, first]),
    }
}

/// Counter and padded header, and how many bytes they take.
fn authenticated_blocks(
    suite: &Suite,
    counter: &CounterBlock,
    header: [u8; 4],
) -> ([u8; 32], usize) {
    let mut blocks = [0; 32];
    let block = suite.block_len();
    let bytes = counter.as_bytes().iter().chain(&header).chain(&[0x80]);
    blocks
        .iter_mut()
        .zip(bytes)
        .for_each(|(to, from)| *to = *from);
    (blocks, 2 * block)
}

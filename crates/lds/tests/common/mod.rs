//! Where the independent test data are, and changed copies of them.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::print_stderr,
    reason = "each test uses some of it"
)]

pub mod biometric;

pub use vidimus_testkit::shared;

/// The content of such a file.
pub fn shared_bytes(path: &str) -> Option<Vec<u8>> {
    shared(path).map(|file| std::fs::read(file).unwrap())
}

/// A small deterministic generator (xorshift), for mutations that can be repeated.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap()
    }
}

/// The input with one to four bytes changed, cut, doubled or filled.
pub fn mutate(input: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=dice.below(4) {
        if bytes.is_empty() {
            break;
        }
        let at = dice.below(bytes.len());
        match dice.below(6) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at] = [0x00, 0x80, 0xFF, 0x30, 0x84, 0x7F][dice.below(6)],
            2 => bytes.truncate(at),
            3 => {
                bytes.remove(at);
            }
            4 => bytes.insert(at, bytes[at]),
            _ => {
                // headers are where parsers trip
                let near = at.min(64).min(bytes.len() - 1);
                bytes[near] = bytes[near].wrapping_add(1);
            }
        }
    }
    bytes
}

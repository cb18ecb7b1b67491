//! Every operation on secrets, one call after the other, for `tools/constant-time` to count what
//! the processor does in each call of [`measured`].
//!
//!     constant_time SEED COUNT [DOMAIN …]
//!
//! Prints a line `DOMAIN<TAB>OPERATION` for each call, in the order of the calls. `COUNT` secrets
//! of each kind are made from the seed, the first of them extreme. Domains are the names of
//! standardized domain parameters; without any, all are taken. The operation `control` is the
//! verification of a signature, which takes variable time: a count that does not see this sees
//! nothing.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an instrument, not part of the library"
)]

use std::hint::black_box;
use vidimus_pubkey::agreement::{AgreementKey, Domain, MappedGenerator, SecretScalar};
use vidimus_pubkey::{EcPublicKey, HashAlgorithm};

/// What is counted: everything from the call to the return.
#[inline(never)]
fn measured<T>(operation: impl FnOnce() -> T) -> T {
    black_box(black_box(operation)())
}

/// Calls before the first that counts: caches of the library and of the allocator fill.
const WARM_UP: usize = 3;

/// Bytes that look random, the same for the same seed and label.
struct Bytes {
    seed: String,
    drawn: u64,
}

impl Bytes {
    fn fill(&mut self, out: &mut [u8]) {
        for chunk in out.chunks_mut(32) {
            let parts = [self.seed.as_bytes(), &self.drawn.to_be_bytes()];
            let digest = HashAlgorithm::Sha256.hash_parts(&parts);
            for (to, from) in chunk.iter_mut().zip(digest.as_ref()) {
                *to = *from;
            }
            self.drawn += 1;
        }
    }

    fn array<const N: usize>(&mut self) -> [u8; N] {
        let mut out = [0; N];
        self.fill(&mut out);
        out
    }

    /// A scalar as bytes, as many as the order has.
    fn scalar(&mut self, domain: Domain) -> Vec<u8> {
        let mut bytes = Vec::new();
        let fill = |out: &mut [u8]| {
            self.fill(out);
            bytes = out.to_vec();
            Ok::<(), ()>(())
        };
        SecretScalar::sample(domain, fill).unwrap().unwrap();
        // the mask of the top bits is the library's business: take what is in range already
        match SecretScalar::from_bytes(domain, &bytes) {
            Ok(_) => bytes,
            Err(_) => self.scalar(domain),
        }
    }

    /// The scalar of this number: one, two, a single high bit, all low bits, then random.
    fn numbered(&mut self, domain: Domain, number: usize) -> Vec<u8> {
        let mut bytes = vec![0; domain.secret_len()];
        let (Some(last), extreme) = (bytes.len().checked_sub(1), number) else {
            return bytes;
        };
        match extreme {
            0 => bytes.iter_mut().skip(last).for_each(|byte| *byte = 1),
            1 => bytes.iter_mut().skip(last).for_each(|byte| *byte = 2),
            2 => bytes
                .iter_mut()
                .skip(1)
                .take(1)
                .for_each(|byte| *byte = 0x80),
            3 => bytes.iter_mut().skip(1).for_each(|byte| *byte = 0xFF),
            _ => bytes = self.scalar(domain),
        }
        bytes
    }
}

struct Run {
    domain: Domain,
    count: usize,
    bytes: Bytes,
    other: AgreementKey,
}

impl Run {
    fn new(domain: Domain, count: usize, seed: &str) -> Self {
        let mut bytes = Bytes {
            seed: format!("{seed} {domain}"),
            drawn: 0,
        };
        let secret = bytes.scalar(domain);
        let other = SecretScalar::from_bytes(domain, &secret).unwrap();
        Self {
            domain,
            count,
            bytes,
            other: other.public_key(),
        }
    }

    fn secret(&mut self, number: usize) -> SecretScalar {
        SecretScalar::from_bytes(self.domain, &self.bytes.numbered(self.domain, number)).unwrap()
    }

    fn generator(&mut self, number: usize) -> MappedGenerator {
        let nonce = self.bytes.array::<16>();
        MappedGenerator::generic(&self.secret(number), &self.other, &nonce).unwrap()
    }

    /// Calls an operation `count` times, warm-up aside.
    fn each(&mut self, name: &str, mut operation: impl FnMut(&mut Self, usize)) {
        for warm_up in 0..WARM_UP {
            operation(self, warm_up);
            println!("{}\twarm-up", self.domain);
        }
        for number in 0..self.count {
            operation(self, number);
            println!("{}\t{name}", self.domain);
        }
    }

    fn all(&mut self) {
        self.each("from_bytes", |run, number| {
            let bytes = run.bytes.numbered(run.domain, number);
            let domain = run.domain;
            measured(|| SecretScalar::from_bytes(domain, &bytes).unwrap());
        });
        self.each("public_key", |run, number| {
            let secret = run.secret(number);
            measured(|| secret.public_key());
        });
        self.each("agree", |run, number| {
            let secret = run.secret(number);
            measured(|| secret.agree(&run.other).unwrap());
        });
        self.each("map_generic", |run, number| {
            let (secret, nonce) = (run.secret(number), run.bytes.array::<32>());
            measured(|| MappedGenerator::generic(&secret, &run.other, &nonce).unwrap());
        });
        if MappedGenerator::integrated(self.domain, &[7; 80]).is_ok() {
            self.each("map_integrated", |run, _| {
                let number = run.bytes.array::<80>();
                measured(|| MappedGenerator::integrated(run.domain, &number).unwrap());
            });
        }
        self.each("public_key_on", |run, number| {
            let (secret, generator) = (run.secret(number), run.generator(number));
            measured(|| secret.public_key_on(&generator).unwrap());
        });
        if let Domain::Ec(curve) = self.domain {
            let key = EcPublicKey::from_sec1(curve, &self.other.encode()).unwrap();
            self.each("control", |run, _| {
                let [r, s] = [(); 2].map(|()| run.bytes.scalar(run.domain));
                measured(|| key.verify_prehash(&[7; 32], &r, &s));
            });
        }
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let seed = arguments.next().unwrap_or_default();
    let count = arguments.next().and_then(|count| count.parse().ok());
    let wanted: Vec<String> = arguments.collect();
    for domain in (0..=u8::MAX).filter_map(Domain::standardized) {
        if wanted.is_empty() || wanted.iter().any(|name| name == domain.name()) {
            Run::new(domain, count.unwrap_or(64), &seed).all();
        }
    }
}

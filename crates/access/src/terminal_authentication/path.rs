//! The way from a key of the chip to a terminal (Doc 9303-11 §7.1.4.3).

use super::key::is_key;
use core::cmp::Reverse;
use std::collections::VecDeque;
use vidimus_lds::cvc::{CertificateReference, CvCertificate, Role};
use vidimus_pubkey::PublicKey;

// The certificates come from a folder or from a chip: the limits together bound the search at
// 4096 steps over 256 certificates, whatever loops their names make.

/// More certificates than this are not looked at.
const MAX_CERTIFICATES: usize = 256;
/// The longest chain: link certificates, a verifier's, a terminal's.
const MAX_LEN: usize = 16;
/// More chains than this are not looked at.
const MAX_CHAINS: usize = 16;
/// More beginnings of chains than this are not looked at.
const MAX_STEPS: usize = 4096;

/// The chains from this authority to a terminal's certificate (of the key `signer`, when given),
/// the shortest first; among equally short ones those of newer certificates first, the first
/// certificate counting most.
///
/// Authorities certify authorities (link certificates) and verifiers, verifiers certify
/// terminals; certificates signed by themselves are no step. There can be several chains: a
/// renewed certificate may keep its holder's name.
pub(super) fn all<'c, 'a>(
    authority: &CertificateReference<'_>,
    certificates: &'c [CvCertificate<'a>],
    signer: Option<&PublicKey>,
) -> Vec<Vec<&'c CvCertificate<'a>>> {
    let mut steps: Vec<_> = certificates.iter().take(MAX_CERTIFICATES).collect();
    steps.retain(|certificate| !certificate.is_self_signed() && may_stand(certificate, signer));
    steps.sort_by_key(|certificate| Reverse(certificate.effective));
    let mut chains = Vec::new();
    // breadth first, so the shorter come before the longer
    let mut beginnings = VecDeque::from([Vec::new()]);
    for _ in 0..MAX_STEPS {
        let Some(beginning) = beginnings.pop_front() else {
            break;
        };
        let (rank, holder) = end(authority, &beginning);
        if rank == Rank::Terminal {
            chains.push(beginning);
            if chains.len() == MAX_CHAINS {
                break;
            }
        } else if beginning.len() < MAX_LEN {
            let next = steps.iter().filter(|next| {
                let ours = next.authority.as_bytes() == holder;
                ours && rank.certifies(Rank::of(next)) && !beginning.contains(next)
            });
            beginnings.extend(next.map(|next| [beginning.as_slice(), &[*next]].concat()));
        }
    }
    chains
}

/// Whether a certificate may stand in a chain: a terminal's only when it is the signer's.
fn may_stand(certificate: &CvCertificate<'_>, signer: Option<&PublicKey>) -> bool {
    let held = |key| is_key(&certificate.public_key.data, key);
    Rank::of(certificate) != Rank::Terminal || signer.is_none_or(held)
}

/// Rank and name of the holder at the end of a beginning.
fn end<'n>(
    authority: &CertificateReference<'n>,
    beginning: &[&CvCertificate<'n>],
) -> (Rank, &'n [u8]) {
    let name = (Rank::Authority, authority.as_bytes());
    beginning
        .last()
        .map_or(name, |last| (Rank::of(last), last.holder.as_bytes()))
}

/// The three steps of the hierarchy.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Authority,
    Verifier,
    Terminal,
}

impl Rank {
    fn of(certificate: &CvCertificate<'_>) -> Self {
        match certificate.authorization.role() {
            Role::Cvca => Self::Authority,
            Role::DomesticVerifier | Role::ForeignVerifier => Self::Verifier,
            Role::Terminal => Self::Terminal,
        }
    }

    const fn certifies(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Authority, Self::Authority | Self::Verifier) | (Self::Verifier, Self::Terminal)
        )
    }
}

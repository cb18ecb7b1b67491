//! Which of the offered variants is run.
//!
//! The stated order, each point deciding only where those before it are equal:
//!
//! 1. standardized parameters before those that the chip writes out (§9.2.2), although only
//!    such are taken that equal standardized ones;
//! 2. AES before 3DES;
//! 3. Chip Authentication Mapping before the others: it proves the chip in the same run
//!    (Doc 9303-11 appendix J.1 recommends it);
//! 4. the longer cipher key;
//! 5. the larger group, by the bits of its order: for DH the subgroup's, so that MODP-2048/256
//!    stands beside P-256 and not above it;
//! 6. ECDH before DH;
//! 7. Generic before Integrated Mapping;
//! 8. the higher parameter identifier (brainpool before NIST of the same size).

use super::PaceParameters;
use crate::Cipher;
use core::cmp::Reverse;
use vidimus_lds::security_info::{Agreement, Mapping, SecurityInfos};

/// What to run, and how to ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaceChoice {
    /// the strongest variant that can be run
    pub parameters: PaceParameters,
    /// Whether MSE:Set AT must name the parameters (object 84): the infos offer more than one
    /// set of them, by whatever protocol (Doc 9303-11 §4.4.4.1).
    pub ambiguous: bool,
}

/// The strongest usable variant of EF.CardAccess, in the order that stands above; `None` when
/// there is none ([`PaceError::NoUsableInfo`](super::PaceError::NoUsableInfo) if PACE is offered
/// at all). Malformed, unknown and unusable infos are passed over.
///
/// EF.CardAccess is signed by nobody (§9.2.11), so somebody in between may have taken the
/// stronger infos out; whoever has DG14 or EF.CardSecurity afterwards compares.
///
/// ```
/// use vidimus_access::pace::choose;
/// use vidimus_lds::security_info::SecurityInfos;
///
/// // EF.CardAccess of Doc 9303-11 appendix G.1: ECDH, Generic Mapping, AES-128, id 13
/// let file = [
///     0x31, 0x14, 0x30, 0x12, 0x06, 0x0A, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02,
///     0x02, 0x02, 0x01, 0x02, 0x02, 0x01, 0x0D,
/// ];
/// let choice = choose(&SecurityInfos::parse(&file)?).ok_or("nothing usable")?;
/// assert_eq!(choice.parameters.to_string(), "ECDH-GM AES-128 brainpoolP256r1");
/// // one set of parameters: MSE:Set AT need not name it
/// assert!(!choice.ambiguous);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn choose(infos: &SecurityInfos<'_>) -> Option<PaceChoice> {
    let parameters = infos
        .pace()
        .filter_map(Result::ok)
        .filter_map(|info| {
            PaceParameters::from_info(&info).or_else(|| PaceParameters::from_explicit(&info, infos))
        })
        .max_by_key(strength)?;
    Some(PaceChoice {
        parameters,
        ambiguous: sets_of_parameters(infos) > 1,
    })
}

/// The order, as a tuple that compares.
fn strength(parameters: &PaceParameters) -> impl Ord + use<> {
    let cipher = parameters.cipher();
    let mapping = parameters.mapping();
    (
        !parameters.is_explicit(),
        cipher != Cipher::TripleDes,
        mapping == Mapping::ChipAuthentication,
        cipher.key_len(),
        parameters.domain().secret_len(),
        parameters.agreement() == Agreement::Ecdh,
        Reverse(mapping == Mapping::Integrated),
        parameters.parameter_id(),
    )
}

/// How many sets of domain parameters the infos name, known or not.
fn sets_of_parameters(infos: &SecurityInfos<'_>) -> usize {
    let of_infos = infos.pace().filter_map(Result::ok);
    let of_domains = infos.pace_domain_parameters().filter_map(Result::ok);
    let mut sets: Vec<Option<u64>> = of_infos
        .map(|info| info.parameter_id)
        .chain(of_domains.map(|domain| domain.parameter_id))
        .collect();
    sets.sort_unstable();
    sets.dedup();
    sets.len()
}

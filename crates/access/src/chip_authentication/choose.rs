//! Which variant, which key (Doc 9303-11 §9.2.5 and §9.2.6).
//!
//! ```text
//! ChipAuthenticationInfo  id-CA.agreement.cipher, version, [keyId] ─┐ by number, or the only one
//! ChipAuthenticationPublicKeyInfo  id-PK.agreement, spki, [keyId]  ◀┘
//! ```
//!
//! Each pair becomes a variant; of those whose key is of its domain and of the kind that both
//! infos name, the strongest is run. Keys are read once, however many variants name them.

use super::keys::{Key, ReadKeys, key_of};
use super::{ChipAuthenticationPlan, ChipAuthenticationUnusable};
use crate::Cipher;
use core::cmp::Reverse;
use vidimus_lds::evidence::CipherName;
use vidimus_lds::security_info::{
    Agreement, ChipAuthenticationInfo, KeyId, SecurityInfoKind, SecurityInfos,
};
use vidimus_pubkey::agreement::Domain;

/// The version of Chip Authentication that travel documents have.
const VERSION: u64 = 1;
/// More keys than this are not looked at: each one is checked by a long computation.
const MAX_KEYS: usize = 8;

type Unusable = ChipAuthenticationUnusable;

/// A variant as DG14 names it, or as it is inferred.
struct Variant<'a> {
    protocol: Vec<u8>,
    agreement: Agreement,
    cipher: Cipher,
    key_id: Option<KeyId<'a>>,
    key: Key<'a>,
    inferred: bool,
}

/// See [`ChipAuthenticationPlan::choose`].
pub(super) fn choose(
    infos: &SecurityInfos<'_>,
    infer: bool,
) -> Result<Option<ChipAuthenticationPlan>, Unusable> {
    if !infos.has_chip_authentication() {
        return Ok(None);
    }
    let keys: Vec<_> = infos.chip_authentication_keys().flatten().collect();
    let keys = keys.get(..MAX_KEYS).unwrap_or(&keys);
    let variants = if has_info(infos) {
        named(infos, keys)
    } else if infer {
        keys.iter().map(|key| Ok(inferred(*key))).collect()
    } else {
        vec![Err(Unusable::InfoMissing)]
    };
    best(variants).map(Some)
}

/// Whether there is a ChipAuthenticationInfo in any shape; a member that is no SecurityInfo at
/// all may have been one.
fn has_info(infos: &SecurityInfos<'_>) -> bool {
    let mut found = infos.of_kind(SecurityInfoKind::ChipAuthentication);
    found.next().is_some() || !infos.strays.is_empty()
}

/// The best variant whose key can be used, else the first reason why there is none. A reason
/// about a key comes before one about an info.
fn best(variants: Vec<Result<Variant<'_>, Unusable>>) -> Result<ChipAuthenticationPlan, Unusable> {
    let mut reasons = Vec::new();
    let mut plans = Vec::new();
    let mut read = ReadKeys::default();
    for variant in variants {
        match variant.and_then(|variant| variant.plan(&mut read)) {
            Ok(plan) => plans.push(plan),
            Err(reason) => reasons.push(reason),
        }
    }
    // the first of equals stays first
    plans.sort_by_key(|plan| Reverse(strength(plan)));
    plans.into_iter().next().ok_or_else(|| {
        let about_key = |reason: &Unusable| !matches!(reason, Unusable::Key(_));
        reasons.sort_by_key(about_key);
        reasons.into_iter().next().unwrap_or(Unusable::KeyMissing)
    })
}

/// Cipher (3DES is the least), bits of the domain, curve before modulus.
fn strength(plan: &ChipAuthenticationPlan) -> (Cipher, usize, bool) {
    let domain = plan.key.domain();
    (plan.cipher, domain.bits(), matches!(domain, Domain::Ec(_)))
}

/// A variant for each ChipAuthenticationInfo.
fn named<'a>(infos: &SecurityInfos<'a>, keys: &[Key<'a>]) -> Vec<Result<Variant<'a>, Unusable>> {
    let mut variants: Vec<_> = infos
        .chip_authentication()
        .map(|info| match info {
            Ok(info) if info.version != VERSION => Err(Unusable::Version {
                found: info.version,
            }),
            Ok(info) => Variant::of(&info, keys),
            Err(_) => Err(Unusable::InfoMalformed),
        })
        .collect();
    if variants.is_empty() {
        variants.push(Err(Unusable::InfoMalformed));
    }
    variants
}

/// Version 1 with 3DES for the kind of key.
fn inferred(key: Key<'_>) -> Variant<'_> {
    let arc = match key.agreement {
        Agreement::Dh => 1,
        Agreement::Ecdh => 2,
    };
    Variant {
        protocol: vec![4, 0, 0x7F, 0, 7, 2, 2, 3, arc, 1],
        agreement: key.agreement,
        cipher: Cipher::TripleDes,
        key_id: None,
        key,
        inferred: true,
    }
}

impl<'a> Variant<'a> {
    fn of(info: &ChipAuthenticationInfo<'a>, keys: &[Key<'a>]) -> Result<Self, Unusable> {
        let key = key_of(info, keys).ok_or(Unusable::KeyMissing)?;
        Ok(Self {
            protocol: info.oid.content().to_vec(),
            agreement: info.agreement,
            cipher: cipher(info.cipher),
            key_id: info.key_id,
            key,
            inferred: false,
        })
    }

    /// Reads and checks the key.
    fn plan(self, read: &mut ReadKeys<'a>) -> Result<ChipAuthenticationPlan, Unusable> {
        let found = read.key(self.key.spki)?;
        let kind = match found.key.domain() {
            Domain::Ec(_) => Agreement::Ecdh,
            Domain::Dh(_) => Agreement::Dh,
        };
        if kind != self.agreement || kind != self.key.agreement {
            return Err(Unusable::KeyKind);
        }
        let key_id = self.key_id.or(self.key.key_id);
        Ok(ChipAuthenticationPlan {
            protocol: self.protocol,
            cipher: self.cipher,
            key: found.key,
            form: found.form,
            spki: self.key.spki.to_vec(),
            key_id: key_id.map(|id| id.significant().to_vec()),
            inferred: self.inferred,
        })
    }
}

const fn cipher(name: CipherName) -> Cipher {
    match name {
        CipherName::TripleDes => Cipher::TripleDes,
        CipherName::Aes128 => Cipher::Aes128,
        CipherName::Aes192 => Cipher::Aes192,
        CipherName::Aes256 => Cipher::Aes256,
    }
}

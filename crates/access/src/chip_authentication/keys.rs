//! The chip's keys and the infos they belong to (Doc 9303-11 §9.2.6).

use vidimus_lds::security_info::{ChipAuthenticationInfo, ChipAuthenticationPublicKeyInfo};
use vidimus_pubkey::KeyError;
use vidimus_pubkey::agreement::{AgreementKey, SpkiAgreementKey};

/// A key as DG14 has it, not looked into yet.
pub(super) type Key<'a> = ChipAuthenticationPublicKeyInfo<'a>;

/// The keys that were read, for several variants may share one.
#[derive(Default)]
pub(super) struct ReadKeys<'a>(Vec<(&'a [u8], Result<SpkiAgreementKey, KeyError>)>);

impl<'a> ReadKeys<'a> {
    /// The key of a SubjectPublicKeyInfo, read once.
    pub(super) fn key(&mut self, spki: &'a [u8]) -> Result<SpkiAgreementKey, KeyError> {
        if let Some((_, result)) = self.0.iter().find(|(read, _)| *read == spki) {
            return result.clone();
        }
        let result = AgreementKey::from_spki(spki);
        self.0.push((spki, result.clone()));
        result
    }
}

/// The key that belongs to an info: the one of its number; without a number the only one of its
/// kind, or the only one of these that has none. A single key belongs to the info unless both
/// have numbers and they differ.
pub(super) fn key_of<'a>(info: &ChipAuthenticationInfo<'a>, keys: &[Key<'a>]) -> Option<Key<'a>> {
    if let [key] = keys {
        let differ = key.key_id.is_some() && info.key_id.is_some() && key.key_id != info.key_id;
        return (!differ).then_some(*key);
    }
    let fits = |key: &&Key<'a>| key.agreement == info.agreement;
    if info.key_id.is_some() {
        // the number decides; that the kind is another one is told later
        let numbered = || keys.iter().filter(|key| key.key_id == info.key_id);
        return numbered().find(fits).or_else(|| numbered().next()).copied();
    }
    let nameless = |key: &&Key<'a>| key.key_id.is_none();
    let of_kind = || keys.iter().filter(fits);
    only(of_kind()).or_else(|| only(of_kind().filter(nameless)))
}

/// The one item, where there is just one.
fn only<'k, 'a: 'k>(mut keys: impl Iterator<Item = &'k Key<'a>>) -> Option<Key<'a>> {
    let first = keys.next()?;
    keys.next().is_none().then_some(*first)
}

//! Verifies the chip's signature over a challenge.
//!
//! RSA keys sign by ISO/IEC 9796-2 scheme 1, which names its hash itself (Doc 9303-11
//! §6.1.2.2). ECDSA signatures are plain, and the ActiveAuthenticationInfo of DG14 names the hash
//! (§6.1.2.3). Chips that keep neither rule are known; under `field` each deviation has a name:
//!
//! | quirk | the chip |
//! |---|---|
//! | `aa.der_signature` | gives r and s in DER |
//! | `aa.long_hash` | uses a hash longer than its key, of which the leftmost bits count |
//! | `aa.info_missing` | has no ActiveAuthenticationInfo for its ECDSA key |
//! | `aa.hash_mismatch` | signs with another hash than the info names |
//! | `aa.short_m1` | recovers less than the modulus has room for |

use vidimus_lds::Oid;
use vidimus_pubkey::ec::signature::EcdsaSignature;
use vidimus_pubkey::rsa::RsaSizes;
use vidimus_pubkey::{
    EcPublicKey, HashAlgorithm, PublicKey, RsaPublicKey, SignatureAlgorithm, iso9796,
};
use vidimus_trust::Tolerance;

/// The hash functions a chip may sign with, the usual ones first.
const HASHES: [HashAlgorithm; 5] = [
    HashAlgorithm::Sha256,
    HashAlgorithm::Sha384,
    HashAlgorithm::Sha512,
    HashAlgorithm::Sha224,
    HashAlgorithm::Sha1,
];

/// What the chip was asked, and with which key it should have answered.
pub(super) struct Question<'a> {
    /// the SubjectPublicKeyInfo of DG15
    pub(super) key: &'a [u8],
    /// the signature algorithm that DG14 names
    pub(super) info: Option<Oid<'a>>,
    pub(super) challenge: &'a [u8],
    pub(super) tolerance: Tolerance,
}

/// What the signature is.
pub(super) enum Verdict {
    Right {
        hash: HashAlgorithm,
        quirks: Vec<&'static str>,
        /// the key in words
        key: String,
    },
    /// Not this key's signature over this challenge.
    Wrong(&'static str),
    /// Cannot be decided.
    Open(&'static str),
}

/// A signature that is right in itself.
struct Match {
    hash: HashAlgorithm,
    quirks: Vec<&'static str>,
}

impl Question<'_> {
    pub(super) fn verify(&self, response: &[u8]) -> Verdict {
        let key = match PublicKey::from_spki_with(self.key, RsaSizes::ActiveAuthentication) {
            Ok(key) => key,
            Err(error) => return Verdict::Open(error.code()),
        };
        let verdict = match &key {
            PublicKey::Rsa(rsa) => self.recover(rsa, response),
            PublicKey::Ec(ec, _) => self.ecdsa(ec, response),
            _ => return Verdict::Open("algorithm_unsupported"),
        };
        match verdict {
            Ok(Match { hash, quirks }) => Verdict::Right {
                hash,
                quirks,
                key: key.description(),
            },
            Err(verdict) => verdict,
        }
    }

    fn recover(&self, key: &RsaPublicKey, response: &[u8]) -> Result<Match, Verdict> {
        let recovered = iso9796::verify(key, self.challenge, response)
            .map_err(|_| Verdict::Wrong("signature_wrong"))?;
        match recovered.quirk {
            Some(quirk) if self.is_strict() => Err(Verdict::Wrong(quirk)),
            quirk => Ok(Match {
                hash: recovered.hash,
                quirks: quirk.into_iter().collect(),
            }),
        }
    }

    fn ecdsa(&self, key: &EcPublicKey, response: &[u8]) -> Result<Match, Verdict> {
        let named = self.named_hash()?;
        if named.is_none() && self.is_strict() {
            return Err(Verdict::Open("aa.info_missing"));
        }
        if let Some(code) = named.and_then(|hash| self.unfit(key, hash)) {
            return Err(Verdict::Open(code));
        }
        let (signature, form) = forms(key, response)
            .into_iter()
            .find_map(|(signature, form)| Some((self.hash_of(key, named, &signature)?, form)))
            .ok_or(Verdict::Wrong("signature_wrong"))?;
        let hash = signature;
        let mut quirks: Vec<&'static str> = form.into_iter().collect();
        if is_longer(key, hash) {
            quirks.push("aa.long_hash");
        }
        match named {
            None => quirks.push("aa.info_missing"),
            Some(named) if named != hash => quirks.push("aa.hash_mismatch"),
            Some(_) => {}
        }
        match quirks.first() {
            Some(quirk) if self.is_strict() => Err(Verdict::Wrong(quirk)),
            _ => Ok(Match { hash, quirks }),
        }
    }

    /// The hash under which the signature is right: the named one or, under `field`, any.
    fn hash_of(
        &self,
        key: &EcPublicKey,
        named: Option<HashAlgorithm>,
        signature: &EcdsaSignature<'_>,
    ) -> Option<HashAlgorithm> {
        let others = HASHES
            .into_iter()
            .filter(|hash| !self.is_strict() && Some(*hash) != named);
        named.into_iter().chain(others).find(|hash| {
            let digest = hash.hash(self.challenge);
            key.verify_prehash(digest.as_ref(), signature.r, signature.s)
        })
    }

    /// The hash that DG14 names; `None` when it names none.
    fn named_hash(&self) -> Result<Option<HashAlgorithm>, Verdict> {
        let Some(oid) = self.info else {
            return Ok(None);
        };
        HASHES
            .into_iter()
            .find(|hash| is_ecdsa_with(oid.content(), *hash))
            .map(Some)
            .ok_or(Verdict::Open("algorithm_unsupported"))
    }

    /// Why `strict` does not evaluate this hash with this key at all.
    fn unfit(&self, key: &EcPublicKey, hash: HashAlgorithm) -> Option<&'static str> {
        match hash {
            _ if !self.is_strict() => None,
            HashAlgorithm::Sha1 => Some("weak_algorithm"),
            hash => is_longer(key, hash).then_some("aa.long_hash"),
        }
    }

    fn is_strict(&self) -> bool {
        self.tolerance == Tolerance::Strict
    }
}

/// Whether a hash has more bytes than the order of the curve.
fn is_longer(key: &EcPublicKey, hash: HashAlgorithm) -> bool {
    hash.output_len() > key.curve().order_bytes()
}

/// How the bytes can be read: plain, as the standard says, and in DER.
fn forms<'a>(
    key: &EcPublicKey,
    response: &'a [u8],
) -> Vec<(EcdsaSignature<'a>, Option<&'static str>)> {
    let plain = EcdsaSignature::from_plain(response, key.curve().order_bytes());
    let der = EcdsaSignature::from_der(response);
    let plain = plain.into_iter().map(|signature| (signature, None));
    let der = der
        .into_iter()
        .map(|signature| (signature, Some("aa.der_signature")));
    plain.chain(der).collect()
}

/// Whether this identifier is ECDSA with this hash, plain (BSI TR-03111) or not.
fn is_ecdsa_with(oid: &[u8], hash: HashAlgorithm) -> bool {
    let ecdsa = |encoding| SignatureAlgorithm::Ecdsa { hash, encoding };
    let known = SignatureAlgorithm::from_oid(oid);
    known == Some(ecdsa(vidimus_pubkey::EcdsaEncoding::Plain))
        || known == Some(ecdsa(vidimus_pubkey::EcdsaEncoding::Der))
}

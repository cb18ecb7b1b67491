//! What Chip Authentication is done with.

use super::{ChipAuthenticationUnusable, choose};
use crate::Cipher;
use vidimus_lds::security_info::SecurityInfos;
use vidimus_pubkey::CurveForm;
use vidimus_pubkey::agreement::AgreementKey;

/// One variant of Chip Authentication with one key of the chip, validated.
///
/// The infos are as good as their file: only a key of an authentic DG14 or EF.CardSecurity makes
/// the exchange a proof (§6.2.2). The plan keeps [`spki`](Self::spki) so that it can be found
/// again in the file that was verified later.
///
/// ```
/// use vidimus_access::{ChipAuthenticationPlan, Cipher, SecretScalar};
/// use vidimus_iso7816::tlv::{Tag, Writer};
/// use vidimus_lds::security_info::SecurityInfos;
/// use vidimus_pubkey::agreement::Domain;
///
/// let object = |tag, parts: &[&[u8]]| {
///     let mut out = Writer::new();
///     out.object(Tag(tag), &parts.concat());
///     out.into_bytes()
/// };
/// // a key on brainpoolP256r1, standardized domain parameters 13
/// let domain = Domain::standardized(13).ok_or("reserved")?;
/// let point = SecretScalar::from_bytes(domain, &[5])?.public_key().encode();
/// let parameters = object(0x30, &[&[0x06, 7, 4, 0, 0x7F, 0, 7, 1, 2], &[0x02, 1, 13]]);
/// let spki = object(0x30, &[&parameters, &object(0x03, &[&[0], &point])]);
/// let key = object(0x30, &[&[0x06, 9, 4, 0, 0x7F, 0, 7, 2, 2, 1, 2], &spki]);
/// // id-CA-ECDH-AES-CBC-CMAC-128, version 1
/// let info = object(0x30, &[&[0x06, 10, 4, 0, 0x7F, 0, 7, 2, 2, 3, 2, 2], &[0x02, 1, 1]]);
/// let dg14 = object(0x31, &[&info, &key]);
///
/// let plan = ChipAuthenticationPlan::choose(&SecurityInfos::parse(&dg14)?, false)?;
/// let plan = plan.ok_or("not offered")?;
/// assert_eq!(plan.cipher, Cipher::Aes128);
/// assert_eq!(plan.spki, spki);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ChipAuthenticationPlan {
    /// the protocol, content octets of its identifier
    pub protocol: Vec<u8>,
    /// the cipher of the new channel
    pub cipher: Cipher,
    /// the chip's static public key
    pub key: AgreementKey,
    /// how the key says which domain it is in; Doc 9303-11 §9.2 wants it written out
    pub form: CurveForm,
    /// the raw SubjectPublicKeyInfo, as it stands in DG14
    pub spki: Vec<u8>,
    /// the key's number for data object `84`, where DG14 has one: without leading zeros
    pub key_id: Option<Vec<u8>>,
    /// whether DG14 has no ChipAuthenticationInfo, so that version 1 with 3DES was assumed
    /// (quirk `ca.infer_info`)
    pub inferred: bool,
}

impl ChipAuthenticationPlan {
    /// The best variant that the infos of DG14 (or EF.CardSecurity) offer and that can be used;
    /// `None` when they offer none at all.
    ///
    /// Order: AES before 3DES (§8.5), the longer cipher key, the larger domain, ECDH before DH,
    /// then the order of the infos. A variant whose key cannot be used is passed over. `infer`
    /// allows for infos with a key and no ChipAuthenticationInfo (older French documents): then
    /// version 1 with 3DES is assumed for the kind of key. An info that is there and broken is
    /// not such a case.
    ///
    /// # Errors
    /// [`ChipAuthenticationUnusable`]: Chip Authentication is offered, but no variant of it can
    /// be used. Nothing was shown about the chip.
    pub fn choose(
        infos: &SecurityInfos<'_>,
        infer: bool,
    ) -> Result<Option<Self>, ChipAuthenticationUnusable> {
        choose::choose(infos, infer)
    }
}

/// The key singles out one document.
impl core::fmt::Debug for ChipAuthenticationPlan {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ChipAuthenticationPlan")
            .field("cipher", &self.cipher)
            .field("key", &self.key)
            .field("form", &self.form)
            .field("key_id", &self.key_id)
            .field("inferred", &self.inferred)
            .finish_non_exhaustive()
    }
}

//! CV certificates of any make-up, signed by ECDSA with SHA-256.
#![allow(dead_code, reason = "each test uses a part")]

use vidimus_iso7816::tlv::{Reader, Tag, Writer};
use vidimus_pubkey::ec::{Curve, NamedCurve};
use vidimus_pubkey::{CurveForm, EcSecretKey, HashAlgorithm, PublicKey};

/// Somebody with a name, a key, a role and rights.
pub(crate) struct Holder {
    pub(crate) name: String,
    chat: u8,
    curve: &'static Curve,
    key: EcSecretKey,
}

impl Holder {
    pub(crate) fn new(name: &str, chat: u8, curve: NamedCurve) -> Self {
        let curve = Curve::named(curve);
        let secret = HashAlgorithm::Sha256.hash(name.as_bytes());
        Self {
            name: name.to_owned(),
            chat,
            curve,
            key: EcSecretKey::from_bytes(curve, &secret.as_ref()[..24]).unwrap(),
        }
    }

    /// An authority, a verifier and a terminal on brainpoolP256r1, with both rights.
    pub(crate) fn three() -> [Self; 3] {
        [
            ("UTCVCA00001", 0xC3),
            ("UTDV00001", 0x83),
            ("UTIS00001", 0x03),
        ]
        .map(|(name, chat)| Self::new(name, chat, NamedCurve::BrainpoolP256r1))
    }

    pub(crate) fn on(self, curve: NamedCurve) -> Self {
        Self::new(&self.name, self.chat, curve)
    }

    pub(crate) fn role(self, chat: u8) -> Self {
        Self { chat, ..self }
    }

    pub(crate) fn public_key(&self) -> PublicKey {
        PublicKey::Ec(self.key.public_key().clone(), CurveForm::Named)
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let hash = HashAlgorithm::Sha256;
        let digest = hash.hash(message);
        let (r, s) = self
            .key
            .sign_prehash_rfc6979(hash, digest.as_ref())
            .unwrap();
        [r, s].concat()
    }
}

/// id-TA-ECDSA with the hash of this number.
pub(crate) fn ecdsa_oid(number: u8) -> [u8; 10] {
    [4, 0, 0x7F, 0, 7, 2, 2, 2, 2, number]
}

/// The domain parameters `81` to `85` and `87` of a holder's curve, as tags and values.
pub(crate) fn domain_of(holder: &Holder) -> Vec<(u32, Vec<u8>)> {
    let explicit = holder.curve.to_explicit();
    let mut fields = Reader::new(&explicit)
        .expect(Tag(0x30))
        .unwrap()
        .children()
        .unwrap();
    fields.expect(Tag(2)).unwrap();
    let mut field = fields.expect(Tag(0x30)).unwrap().children().unwrap();
    field.expect(Tag(6)).unwrap();
    let prime = unsigned(field.expect(Tag(2)).unwrap().value);
    let mut coefficients = fields.expect(Tag(0x30)).unwrap().children().unwrap();
    let a = unsigned(coefficients.expect(Tag(4)).unwrap().value);
    let b = unsigned(coefficients.expect(Tag(4)).unwrap().value);
    let base = fields.expect(Tag(4)).unwrap().value.to_vec();
    let order = unsigned(fields.expect(Tag(2)).unwrap().value);
    [
        (0x81, prime),
        (0x82, a),
        (0x83, b),
        (0x84, base),
        (0x85, order),
        (0x87, vec![1]),
    ]
    .to_vec()
}

fn unsigned(value: &[u8]) -> Vec<u8> {
    let zeros = value.iter().take_while(|byte| **byte == 0).count();
    value[zeros..].to_vec()
}

/// The certificate of an authority's key, signed by itself; years since 2000.
pub(crate) fn authority(holder: &Holder, years: [u8; 2]) -> Vec<u8> {
    certificate(holder, holder, years, Some(&domain_of(holder)))
}

/// A certificate by `issuer` for `subject`, from 1 January to 1 January of these years.
pub(crate) fn certificate(
    issuer: &Holder,
    subject: &Holder,
    years: [u8; 2],
    domain: Option<&[(u32, Vec<u8>)]>,
) -> Vec<u8> {
    let mut key = Writer::new();
    key.object(Tag(0x06), &ecdsa_oid(3));
    let mut point = vec![(0x86, subject.key.public_key().to_sec1())];
    point.extend(domain.unwrap_or_default().iter().cloned());
    point.sort_by_key(|(tag, _)| *tag);
    for (tag, value) in point {
        key.object(Tag(tag), &value);
    }
    let mut chat = Writer::new();
    chat.object(Tag(0x06), &[4, 0, 0x7F, 0, 7, 3, 1, 2, 1]);
    chat.object(Tag(0x53), &[subject.chat]);
    let dates = years.map(|year| [year / 10, year % 10, 0, 1, 0, 1]);
    let mut fields = Writer::new();
    fields.object(Tag(0x5F29), &[0]);
    fields.object(Tag(0x42), issuer.name.as_bytes());
    fields.object(Tag(0x7F49), &key.into_bytes());
    fields.object(Tag(0x5F20), subject.name.as_bytes());
    fields.object(Tag(0x7F4C), &chat.into_bytes());
    fields.object(Tag(0x5F25), &dates[0]);
    fields.object(Tag(0x5F24), &dates[1]);
    let mut content = Writer::new();
    content.object(Tag(0x7F4E), &fields.into_bytes());
    let mut out = content.clone();
    out.object(Tag(0x5F37), &issuer.sign(&content.into_bytes()));
    let mut whole = Writer::new();
    whole.object(Tag(0x7F21), &out.into_bytes());
    whole.into_bytes()
}

//! Ready-made documents by name.

use super::citizen::{self, Opening};
use super::licence::{self, Form};
use super::pace::{BASE, BASE_CAM, PaceKind};
use super::proofs::Proofs;
use super::{AaSpec, CaSpec};
use super::{CardSpec, FaceSpec, PersonaliseError, Portrait, files};
use crate::persona::{Citizen, Persona};
use crate::pki::{Scheme, TestKey};
use vidimus_pubkey::HashAlgorithm;

/// A ready-made document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    name: &'static str,
    summary: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    Bac,
    AaListed,
    Rich,
    Jpeg2000,
    Version1,
    Ber,
    /// no EF.CardAccess
    Standard,
    /// EF.CardAccess, and nothing behind it
    StandardCardAccess,
    /// PACE, with EF.ATR/INFO or without
    StandardPace {
        extended: bool,
    },
    /// EF.ATR/INFO
    StandardExtended,
    /// Active Authentication, Chip Authentication, Terminal Authentication
    Proofs(Proofs),
    /// PACE
    Pace(PaceKind),
    /// PACE alone opens the chip, and proofs
    PaceProofs(Proofs),
    /// the same with Chip Authentication Mapping
    CamProofs(Proofs),
    Holder(&'static str),
    /// card of the Vietnamese citizen of this letter
    Citizen(char, Opening),
    /// identity card of the European Union
    European,
    Signed(&'static str),
    /// driving licence
    Licence(Form, bool),
}

const PRESETS: [Preset; 49] = [
    preset(
        "bac",
        "passport behind BAC: DG1, DG2; ECDSA P-256",
        Kind::Bac,
    ),
    preset("plain", "the same without access control", Kind::Plain),
    preset(
        "bac-aa-listed",
        "the same, DG15 there and listed in EF.SOD",
        Kind::AaListed,
    ),
    preset(
        "bac-aa",
        "Active Authentication, RSA 2048, SHA-256",
        Kind::Proofs(Proofs::AaRsa),
    ),
    preset(
        "bac-aa-ec",
        "Active Authentication, ECDSA P-256, SHA-256",
        Kind::Proofs(Proofs::AaEc),
    ),
    preset(
        "bac-ca",
        "Chip Authentication, ECDH P-256, AES-128",
        Kind::Proofs(Proofs::CaEc),
    ),
    preset(
        "bac-ca-dh",
        "Chip Authentication, DH 2048, 3DES",
        Kind::Proofs(Proofs::CaDh),
    ),
    preset(
        "eac",
        "Chip and Terminal Authentication, DG3, DG4",
        Kind::Proofs(Proofs::Eac),
    ),
    preset(
        "bac-rich",
        "DG1, DG2, DG11, DG12, EF.CardAccess absent",
        Kind::Rich,
    ),
    preset("bac-jp2", "portrait in JPEG 2000", Kind::Jpeg2000),
    preset(
        "bac-lds-v1",
        "security object version 1 with LDS version 0108",
        Kind::Version1,
    ),
    preset(
        "bac-ber",
        "security object in BER with indefinite lengths",
        Kind::Ber,
    ),
    preset(
        "standard",
        "the standard document of the APDU counts",
        Kind::Standard,
    ),
    preset(
        "standard-extended",
        "the same with EF.ATR/INFO (20 000 bytes)",
        Kind::StandardExtended,
    ),
    preset(
        "standard-cardaccess",
        "the same with EF.CardAccess, PACE without effect",
        Kind::StandardCardAccess,
    ),
    preset(
        "standard-pace",
        "the same with PACE alone (GM, AES-128, P-256)",
        Kind::StandardPace { extended: false },
    ),
    preset(
        "standard-pace-extended",
        "the same with EF.ATR/INFO (20 000 bytes)",
        Kind::StandardPace { extended: true },
    ),
    preset(
        "pace",
        "PACE alone: GM, AES-128, P-256; CAN 500540, PIN 271828, PUK 3141592653",
        Kind::Pace(PaceKind::only(BASE)),
    ),
    preset(
        "pace-bac",
        "the same and BAC",
        Kind::Pace(PaceKind {
            protocol: BASE,
            bac: true,
        }),
    ),
    preset(
        "pace-cam",
        "PACE alone: CAM, AES-128, P-256, EF.CardSecurity",
        Kind::Pace(PaceKind::only(BASE_CAM)),
    ),
    preset(
        "pace-aa",
        "PACE, Active Authentication",
        Kind::PaceProofs(Proofs::AaRsa),
    ),
    preset(
        "pace-ca",
        "PACE, Chip Authentication",
        Kind::PaceProofs(Proofs::CaEc),
    ),
    preset(
        "eac-pace",
        "PACE, Chip and Terminal Authentication, DG3, DG4",
        Kind::PaceProofs(Proofs::Eac),
    ),
    preset(
        "full",
        "the same and Active Authentication",
        Kind::PaceProofs(Proofs::Full),
    ),
    preset(
        "eac-cam",
        "PACE with CAM, Terminal Authentication, DG3, DG4",
        Kind::CamProofs(Proofs::Terminal),
    ),
    preset("bac-td1", "card of three lines", Kind::Holder("utopia-td1")),
    preset(
        "bac-td1-long-number",
        "card with a number of 12",
        Kind::Holder("utopia-td1-long-number"),
    ),
    preset("bac-td2", "card of two lines", Kind::Holder("utopia-td2")),
    preset(
        "bac-short-number",
        "number of 8 characters",
        Kind::Holder("utopia-td3-short-number"),
    ),
    preset(
        "vn-td1",
        "Vietnamese card, province 000",
        Kind::Holder("vietnam-td1"),
    ),
    preset(
        "vn-cccd-a",
        "Vietnamese citizen card: PACE (CAN 000017), BAC, DG13, AA, CA; made-up citizen A",
        Kind::Citizen('a', Opening::Both),
    ),
    preset(
        "vn-cccd-b",
        "the same, CAN 000024, DG13 in the other layout; citizen B",
        Kind::Citizen('b', Opening::Both),
    ),
    preset(
        "vn-cccd-c",
        "the same, CAN 000031, never expires; citizen C",
        Kind::Citizen('c', Opening::Both),
    ),
    preset(
        "vn-cccd-bac",
        "citizen A's card with BAC alone",
        Kind::Citizen('a', Opening::Bac),
    ),
    preset(
        "vn-cccd-hidden",
        "citizen A's card, EF.CardAccess refused with 6982",
        Kind::Citizen('a', Opening::Hidden),
    ),
    preset(
        "eu-id-card",
        "identity card of the European Union: PACE alone, CAN 271828, Chip Authentication",
        Kind::European,
    ),
    preset(
        "idl",
        "driving licence behind BAP: DG1 of the European Union, DG6, DG12",
        Kind::Licence(Form::European, false),
    ),
    preset(
        "idl-iso",
        "the same, DG1 of ISO/IEC 18013-2",
        Kind::Licence(Form::International, false),
    ),
    preset(
        "idl-aa",
        "driving licence with Active Authentication, key in DG13",
        Kind::Licence(Form::European, true),
    ),
    preset("bac-p384", "ECDSA P-384 SHA-384", Kind::Signed("p384")),
    preset("bac-p521", "ECDSA P-521 SHA-512", Kind::Signed("p521")),
    preset(
        "bac-brainpoolP256r1",
        "explicit parameters",
        Kind::Signed("brainpoolP256r1"),
    ),
    preset(
        "bac-brainpoolP384r1",
        "explicit parameters",
        Kind::Signed("brainpoolP384r1"),
    ),
    preset(
        "bac-brainpoolP512r1",
        "explicit parameters",
        Kind::Signed("brainpoolP512r1"),
    ),
    preset(
        "bac-rsa-pkcs1-sha256",
        "CA 3072, signer 2048 bits",
        Kind::Signed("rsa-pkcs1-sha256"),
    ),
    preset(
        "bac-rsa-pkcs1-sha512",
        "both 3072 bits",
        Kind::Signed("rsa-pkcs1-sha512"),
    ),
    preset(
        "bac-rsa-pss-sha256",
        "CA 3072, signer 2048 bits",
        Kind::Signed("rsa-pss-sha256"),
    ),
    preset(
        "bac-rsa-pss-sha512",
        "both 3072 bits",
        Kind::Signed("rsa-pss-sha512"),
    ),
    preset(
        "bac-rsa-pkcs1-sha1",
        "legacy: SHA-1",
        Kind::Signed("rsa-pkcs1-sha1"),
    ),
];

const fn preset(name: &'static str, summary: &'static str, kind: Kind) -> Preset {
    Preset {
        name,
        summary,
        kind,
    }
}

/// The sizes of the standard document, in bytes.
const STANDARD_SOD: usize = 2200;
const STANDARD_DG2: usize = 18_000;
const STANDARD_DG11: usize = 200;
const STANDARD_DG14: usize = 300;
/// What EF.ATR/INFO of the extended variant announces.
const STANDARD_BUFFER: u32 = 20_000;

impl Preset {
    /// Every preset; the first is the default.
    #[must_use]
    pub fn list() -> &'static [Self] {
        &PRESETS
    }

    /// The preset of this name: of the list, or `pace-` with mapping, cipher and number of the
    /// domain parameters such as `pace-im-aes256-13`, `pace-bac-` where BAC opens the chip too.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::find(name).ok()
    }

    /// The same, with the reason why there is none.
    ///
    /// # Errors
    /// [`PersonaliseError::Preset`].
    pub fn find(name: &str) -> Result<Self, PersonaliseError> {
        if let Some(listed) = PRESETS.iter().find(|preset| preset.name == name) {
            return Ok(*listed);
        }
        let reason = match PaceKind::named(name) {
            Some(Ok((name, kind))) => {
                return Ok(preset(name, "PACE as its name says", Kind::Pace(*kind)));
            }
            Some(Err(reason)) => reason.to_string(),
            None => "it is not in the list".to_owned(),
        };
        Err(PersonaliseError::Preset {
            name: name.to_owned(),
            reason,
        })
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What it is, in a few words.
    #[must_use]
    pub const fn summary(&self) -> &'static str {
        self.summary
    }

    /// The document, to be changed or signed.
    ///
    /// # Errors
    /// [`PersonaliseError`] where keys or sizes do not fit.
    pub fn spec(&self) -> Result<CardSpec, PersonaliseError> {
        let mut spec = self.bare()?;
        match self.kind {
            Kind::Plain => spec.access = super::Access::Plain,
            Kind::AaListed => spec.put(15, files::dg15(TestKey::AaRsa2048)?),
            Kind::Rich => {
                spec.put_dg11(None);
                spec.put(12, files::dg12("AMAUROT OFFICE"));
            }
            Kind::Jpeg2000 => spec.put(2, FaceSpec::new(Portrait::Jpeg2000).to_dg2()),
            Kind::Version1 => version_1(&mut spec),
            Kind::Ber => spec.sod.encoding = super::SodEncoding::BerIndefinite,
            Kind::Standard => standard(&mut spec)?,
            Kind::StandardCardAccess => standard_card_access(&mut spec)?,
            Kind::StandardPace { extended } => {
                standard_card_access(&mut spec)?;
                PaceKind::only(BASE).perform_in(&mut spec);
                spec.atr_info = extended.then(|| files::atr_info(STANDARD_BUFFER));
            }
            Kind::StandardExtended => {
                standard(&mut spec)?;
                spec.atr_info = Some(files::atr_info(STANDARD_BUFFER));
            }
            Kind::Proofs(proofs) => proofs.put_into(&mut spec)?,
            Kind::Pace(pace) => pace.put_into(&mut spec)?,
            Kind::PaceProofs(proofs) => {
                PaceKind::only(BASE).put_into(&mut spec)?;
                proofs.put_into(&mut spec)?;
            }
            Kind::CamProofs(proofs) => {
                PaceKind::only(BASE_CAM).put_into(&mut spec)?;
                proofs.put_into(&mut spec)?;
            }
            Kind::Citizen(letter, opening) => citizen::citizen(&mut spec, letter, opening)?,
            Kind::European => citizen::european(&mut spec)?,
            Kind::Licence(form, active) => licence::put_into(&mut spec, form, active)?,
            Kind::Bac | Kind::Holder(_) | Kind::Signed(_) => {}
        }
        Ok(spec)
    }

    /// Holder and keys, DG1 and DG2.
    fn bare(&self) -> Result<CardSpec, PersonaliseError> {
        let (persona, scheme) = match self.kind {
            Kind::Holder(holder) => (Persona::named(holder), Scheme::named("p256")),
            Kind::Citizen(letter, _) => {
                let citizen = Citizen::named(letter).map(Citizen::persona);
                (citizen, Scheme::named("p256"))
            }
            Kind::European => (Persona::named("europe-td1"), Scheme::named("p256")),
            Kind::Signed(scheme) => (None, Scheme::named(scheme)),
            _ => (None, Scheme::named("p256")),
        };
        let persona = persona.unwrap_or_else(Persona::utopia_td3);
        CardSpec::new(persona, &scheme.unwrap_or_else(Scheme::base))
    }
}

/// The standard document with EF.CardAccess of 40 bytes and its copy in DG14.
fn standard_card_access(spec: &mut CardSpec) -> Result<(), PersonaliseError> {
    standard(spec)?;
    spec.card_access = Some(files::card_access());
    spec.put(14, files::dg14_with_pace(STANDARD_DG14)?);
    Ok(())
}

/// Version 1 says the same versions as EF.COM (Doc 9303-10 §4.6.2.3).
fn version_1(spec: &mut CardSpec) {
    spec.sod.lds_version = 1;
    spec.sod.version_information = Some(("0108".to_owned(), "040000".to_owned()));
    if let Some(com) = &mut spec.com {
        com.lds_version = Some("0108".to_owned());
    }
}

/// DG1 93, DG2 18 000, DG11 200, DG14 300, DG15 160, EF.SOD 2200 bytes. EF.COM has 25, for five
/// tags do not go into 24.
fn standard(spec: &mut CardSpec) -> Result<(), PersonaliseError> {
    let face = FaceSpec::sized(STANDARD_DG2).ok_or(PersonaliseError::Size {
        file: "DG2",
        bytes: STANDARD_DG2,
    })?;
    spec.put(2, face.to_dg2());
    spec.put_dg11(Some(STANDARD_DG11));
    spec.put(14, files::dg14(Some(STANDARD_DG14))?);
    spec.put(15, files::dg15(TestKey::AaRsa992)?);
    spec.proofs.active = Some(AaSpec::rsa(TestKey::AaRsa992, HashAlgorithm::Sha256));
    spec.proofs.chip = vec![CaSpec::of_file(TestKey::CaP256)];
    spec.sod.size = Some(STANDARD_SOD);
    Ok(())
}

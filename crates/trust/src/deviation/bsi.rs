//! The content of a defect list (BSI TR-03129-2 §7), versions 1 (0) and 2 (1).
//!
//! ```text
//! DefectList ::= SEQUENCE { version INTEGER, hashAlg OBJECT IDENTIFIER, defects SET OF Defect }
//! Defect ::= SEQUENCE {
//!   signerIdentifier SignerIdentifier OPTIONAL,   -- as in CMS; always there in version 1
//!   certificateHash OCTET STRING OPTIONAL,
//!   knownDefects SET OF ( KnownDefect | [0] KnownDefectV2 ),
//!   description UTF8String OPTIONAL }             -- version 2
//! KnownDefect ::= SEQUENCE { defectType OBJECT IDENTIFIER, parameters ANY OPTIONAL }
//! KnownDefectV2 ::= SEQUENCE { defectType OBJECT IDENTIFIER,
//!   parameters [0] ANY OPTIONAL, description [1] UTF8String OPTIONAL }
//! ```
//!
//! Types, under 0.4.0.127.0.7.3.1.5, and what they come to (TR-03135-1 §5.8.2):
//!
//! | type | parameter | effect |
//! |---|---|---|
//! | 1.1 CertRevoked | status | 0, 2, 3, 4: `pa.chain.revocation` failed; others: it and `pa.chain.anchor` undetermined |
//! | 1.2 CertReplaced, 4.4 DSMalformed | certificate | `pa.sod.signature`, `.signer_profile`, `pa.chain.signature` undetermined; the replacement is not used |
//! | 1.3 ChipAuthKeyRevoked | | `ca.key_agreement`, `pace.cam` passed become failed |
//! | 1.4 ActiveAuthKeyRevoked | | `aa.response` passed becomes failed |
//! | 1.5 AuthenticationProtocolFailure | which | the proof failed becomes undetermined |
//! | 1.6 ValidityPeriodIncorrect | whose | `pa.chain.validity` failed becomes undetermined |
//! | 2.1 ePassportDGMalformed | data groups | `lds.structure` |
//! | 2.2 SODInvalid | status | `pa.sod.signature` failed becomes undetermined |
//! | 2.3 COMSODDiscrepancy | both lists | `lds.com_sod` failed becomes undetermined |
//! | 2.4 sodWrongSignerIdentifier | identifier | shown; the identifier is not used |
//! | 2.5 IssuingCountryDefect | country | `pa.chain.country` failed becomes undetermined where it would fit |
//! | 3.x (eID application) | | shown |
//! | 4.1 CardSecurityMalformed | file | `pa.card_security`, where its signature failed |
//! | 4.2, 4.3, 4.5 | | shown |
//! | other 4.x | | `pa.chain.anchor` undetermined: §7.3.3 wants such documents not to be verified |
//!
//! All other types are shown and change nothing.

use super::DeviationError;
use super::effect::Effect;
use super::entry::{CertificateDigest, Description, Documents, Entry, SignerName};
use super::icao::{group, issuer_and_serial};
use super::list::Content;
use super::read::{
    ENUMERATED, Fields, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, Object, PRINTABLE_STRING,
    SEQUENCE, SET, UTF8_STRING,
};
use crate::signature;
use std::collections::BTreeSet;
use vidimus_iso7816::tlv::Tag;
use vidimus_lds::oid::Oid;
use vidimus_pubkey::{HashAlgorithm, oid};

/// Content type id-DefectList, 0.4.0.127.0.7.3.1.5; the types of defect lie below it.
pub const CONTENT_TYPE: &[u8] = &[0x04, 0, 0x7F, 0, 7, 3, 1, 5];
/// id-electronicDefectListSigningKey, 0.4.0.127.0.7.3.11.2.1.2, the purpose of the signer.
pub const SIGNING_KEY: &[u8] = &[0x04, 0, 0x7F, 0, 7, 3, 11, 2, 1, 2];

/// `[0] SubjectKeyIdentifier` of SignerIdentifier.
const KEY_IDENTIFIER: Tag = Tag(0x80);
/// `[0] KnownDefectV2`, and inside it `[0]` parameters and `[1]` description.
const VERSION_2: Tag = Tag(0xA0);
const PARAMETERS: Tag = Tag(0xA0);
const DESCRIPTION: Tag = Tag(0x81);
const DESCRIPTION_EXPLICIT: Tag = Tag(0xA1);

/// Reads the content.
pub(super) fn content(bytes: &[u8]) -> Result<Content, DeviationError> {
    let mut top = Fields::new(bytes);
    let mut fields = top.expect(SEQUENCE)?.fields();
    let version = fields.expect(INTEGER)?;
    if version.number()? > 1 {
        return Err(version.wanted("version 0 or 1"));
    }
    let name = fields.expect(OBJECT_IDENTIFIER)?;
    let algorithm = signature::hash_algorithm(name.value).ok();
    let set = fields.expect(SET)?;
    Content::read(&set, |defect| entry(defect, algorithm))
}

fn entry(defect: &Object<'_>, algorithm: Option<HashAlgorithm>) -> Result<Entry, DeviationError> {
    let mut fields = defect.fields();
    let documents = Documents {
        signer: signer_identifier(&mut fields)?,
        digest: fields.take_if(OCTET_STRING)?.map(|hash| CertificateDigest {
            algorithm,
            value: hash.value.into(),
        }),
        ..Documents::default()
    };
    let mut set = fields.expect(SET)?.fields();
    let about_all = fields.take_if(UTF8_STRING)?.map(|text| text.text());
    fields.end()?;
    let mut known = Vec::new();
    while let Some(member) = set.next()? {
        let mut description = description(&member)?;
        description.text = description.text.or_else(|| about_all.clone());
        known.push(description);
    }
    Ok(Entry { documents, known })
}

fn signer_identifier(fields: &mut Fields<'_>) -> Result<Option<SignerName>, DeviationError> {
    if let Some(identifier) = fields.take_if(KEY_IDENTIFIER)? {
        return Ok(Some(SignerName::KeyIdentifier(identifier.value.into())));
    }
    match fields.take_if(SEQUENCE)? {
        Some(pair) => issuer_and_serial(&pair).map(Some),
        None => Ok(None),
    }
}

/// A defect in the form of either version.
fn description(member: &Object<'_>) -> Result<Description, DeviationError> {
    let second = member.tag == VERSION_2;
    if !second && member.tag != SEQUENCE {
        return Err(member.wanted("a known defect"));
    }
    let mut fields = member.untagged(SEQUENCE).fields();
    let kind = fields.expect(OBJECT_IDENTIFIER)?;
    Oid::new(kind.value).map_err(|_| kind.wanted("an object identifier"))?;
    let (parameter, text) = if second {
        (tagged_parameters(&mut fields)?, tagged_text(&mut fields)?)
    } else {
        (fields.next()?, None)
    };
    fields.end()?;
    Ok(Description {
        effects: effects(kind.value, parameter.as_ref())?,
        oid: oid::to_dotted(kind.value).unwrap_or_default(),
        text,
        replacement: brings_replacement(kind.value) && parameter.is_some(),
    })
}

fn tagged_parameters<'a>(fields: &mut Fields<'a>) -> Result<Option<Object<'a>>, DeviationError> {
    match fields.take_if(PARAMETERS)? {
        Some(tagged) => tagged.fields().next(),
        None => Ok(None),
    }
}

fn tagged_text(fields: &mut Fields<'_>) -> Result<Option<String>, DeviationError> {
    let text = match fields.take_if(DESCRIPTION)? {
        Some(text) => Some(text),
        None => fields.take_if(DESCRIPTION_EXPLICIT)?,
    };
    Ok(text.map(|text| text.untagged(UTF8_STRING).text()))
}

/// CertReplaced, sodWrongSignerIdentifier and CardSecurityMalformed come with what to use instead.
fn brings_replacement(kind: &[u8]) -> bool {
    matches!(
        kind.strip_prefix(CONTENT_TYPE),
        Some([1, 2] | [2, 4] | [4, 1])
    )
}

fn effects(kind: &[u8], parameter: Option<&Object<'_>>) -> Result<Vec<Effect>, DeviationError> {
    Ok(match kind.strip_prefix(CONTENT_TYPE) {
        // without a status nothing speaks for the signer: no details
        Some([1, 1]) => vec![Effect::SignerRevoked {
            status: status(parameter)?.unwrap_or(0),
        }],
        Some([1, 2] | [4, 4]) => vec![Effect::SignerMalformed],
        Some([1, 3]) => vec![Effect::CaCompromised],
        Some([1, 4]) => vec![Effect::AaCompromised],
        Some([1, 5]) => protocols(status(parameter)?),
        Some([1, 6]) => validities(status(parameter)?),
        Some([2, 1]) => match parameter {
            Some(set) => data_groups(set)?,
            None => vec![Effect::Shown],
        },
        Some([2, 2]) => vec![Effect::SodMalformed],
        Some([2, 3]) => vec![Effect::ComSod {
            lists: parameter.map(both_lists).transpose()?,
        }],
        Some([2, 4]) => vec![Effect::WrongSignerIdentifier],
        Some([2, 5]) => vec![issuing_country(parameter)],
        Some([4, 1]) => vec![Effect::CardSecurity],
        Some([4, rest @ ..]) if !matches!(rest, [2 | 3 | 5]) => vec![Effect::UnknownDocumentDefect],
        _ => vec![Effect::Shown],
    })
}

/// A status code.
fn status(parameter: Option<&Object<'_>>) -> Result<Option<u64>, DeviationError> {
    match parameter {
        Some(code) if code.tag == ENUMERATED || code.tag == INTEGER => code.number().map(Some),
        Some(other) => Err(other.wanted("a status code")),
        None => Ok(None),
    }
}

/// Which proofs are known to fail (§7.3.1.5).
fn protocols(status: Option<u64>) -> Vec<Effect> {
    let (ca, aa, cam) = (
        Effect::CaProtocol,
        Effect::AaProtocol,
        Effect::PaceCamProtocol,
    );
    match status {
        Some(0) => vec![ca],
        Some(1) => vec![aa],
        Some(2) => vec![ca, aa],
        Some(3) => vec![cam],
        Some(4) => vec![ca, cam],
        Some(5) => vec![aa, cam],
        Some(6) => vec![ca, aa, cam],
        _ => vec![Effect::Shown],
    }
}

/// Whose validity is wrong (§7.3.1.6).
fn validities(status: Option<u64>) -> Vec<Effect> {
    match status {
        Some(0) => vec![Effect::CscaValidity],
        Some(1) => vec![Effect::SignerValidity],
        Some(2) => vec![Effect::CscaValidity, Effect::SignerValidity],
        _ => vec![Effect::Shown],
    }
}

/// `MalformedDGs ::= SET OF INTEGER`
fn data_groups(set: &Object<'_>) -> Result<Vec<Effect>, DeviationError> {
    let numbers: BTreeSet<u64> = set.untagged(SET).numbers()?;
    let effect = |number| group(Some(number)).map_or(Effect::Shown, Effect::DataGroup);
    Ok(numbers.into_iter().map(effect).collect())
}

/// `DataGroupDiscrepancy ::= SEQUENCE { listedInCOM SET OF INTEGER, listedInSOD SET OF INTEGER }`
fn both_lists(object: &Object<'_>) -> Result<(BTreeSet<u64>, BTreeSet<u64>), DeviationError> {
    let mut fields = object.fields();
    let lists = (
        fields.expect(SET)?.numbers()?,
        fields.expect(SET)?.numbers()?,
    );
    fields.end()?;
    Ok(lists)
}

fn issuing_country(parameter: Option<&Object<'_>>) -> Effect {
    match parameter {
        Some(country) if country.tag == PRINTABLE_STRING || country.tag == UTF8_STRING => {
            Effect::IssuingCountry {
                country: country.text(),
            }
        }
        _ => Effect::Shown,
    }
}

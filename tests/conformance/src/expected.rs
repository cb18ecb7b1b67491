//! What a row expects: its base's outcomes, and its own.

use crate::row::{Row, Rules};
use std::collections::BTreeMap;

/// The base `bac`, from the suite's README.
const BAC: &str = "aa.response=not_supported;access.bac=passed;access.downgrade=passed;\
    access.pace=not_supported;ca.key_agreement=not_supported;cross.dg1_dg11=not_supported;\
    cross.dg1_dg13=not_supported;cross.number_structure=not_supported;doc.expiry=passed;\
    doc.mrz_checkdigits=passed;lds.cardaccess_dg14=not_supported;pa.chain.anchor=passed;\
    pa.chain.country=passed;pa.chain.doctype=passed;pa.chain.revocation=undetermined;\
    pa.chain.signature=passed;pa.chain.validity=passed;pa.hash.dg1=passed;pa.hash.dg2=passed;\
    pa.sod.parse=passed;pa.sod.signature=passed;pa.sod.signer_profile=passed;\
    pace.cam=not_supported;printed.mrz=not_requested;printed.qr=not_requested;\
    printed.seal=not_requested;sm.integrity=passed";

/// What the others have otherwise.
const PLAIN: &str = "sm.integrity=not_supported;access.bac=not_supported";
const FILES: &str = "sm.integrity=not_requested;access.downgrade=not_requested;\
    access.bac=not_requested;access.pace=not_requested";
const FILES_AA: &str = "sm.integrity=not_requested;aa.response=undetermined;\
    access.downgrade=not_requested;access.bac=not_requested;access.pace=not_requested;\
    pa.hash.dg15=passed";

const AA: &str = "aa.response=passed;pa.hash.dg15=passed";
const CA: &str = "ca.key_agreement=passed;pa.hash.dg14=passed";
// What the table has for chips that know PACE only is `access.bac=not_supported`. Nothing that a
// reader sees tells them from chips that know both: it uses one of the two and never asks for the
// other (Doc 9303-11 §4.2), and DESIGN §2 wants authentic data for `not_supported`.
const PACE: &str = "lds.cardaccess_dg14=passed;access.bac=not_requested;access.pace=passed;\
    pa.hash.dg14=passed";
const PACE_BAC: &str = "lds.cardaccess_dg14=passed;access.bac=not_requested;access.pace=passed;\
    pa.hash.dg14=passed";
const PACE_CAM: &str = "pace.cam=passed;lds.cardaccess_dg14=passed;access.bac=not_requested;\
    access.pace=passed;pa.hash.dg14=passed";
const EAC: &str = "ca.key_agreement=passed;pa.hash.dg3=passed;pa.hash.dg4=passed;\
    pa.hash.dg14=passed";
const EAC_PACE: &str = "ca.key_agreement=passed;lds.cardaccess_dg14=passed;\
    access.bac=not_requested;access.pace=passed;pa.hash.dg14=passed;pa.hash.dg3=passed;\
    pa.hash.dg4=passed";
const FILES_CA: &str = "sm.integrity=not_requested;ca.key_agreement=undetermined;\
    access.downgrade=not_requested;access.bac=not_requested;access.pace=not_requested;\
    pa.hash.dg14=passed";
const REC_CA: &str = "ca.key_agreement=undetermined;pa.hash.dg14=passed";
const REC_CAM: &str = "pace.cam=undetermined;lds.cardaccess_dg14=passed;\
    access.bac=not_requested;access.pace=passed;pa.hash.dg14=passed";

/// Rows whose document is a Vietnamese card, which no base is: the province 000 of its number is
/// none, and leaves the structure open.
const CITIZEN_CARDS: [(&str, &str); 1] = [("OWN-X-02", "cross.number_structure=undetermined")];

/// Outcomes by the id of their check.
pub(crate) type Outcomes = BTreeMap<String, String>;

/// The outcomes of a base; `None` for one that this suite does not make.
pub(crate) fn base(name: &str, rules: Rules) -> Option<Outcomes> {
    let (other, chip) = match name {
        "bac" => ("", true),
        "plain" => (PLAIN, true),
        "bac-aa" => (AA, true),
        "bac-ca" => (CA, true),
        "pace" => (PACE, true),
        "pace-bac" => (PACE_BAC, true),
        "pace-cam" => (PACE_CAM, true),
        "eac" => (EAC, true),
        "eac-pace" => (EAC_PACE, true),
        "files" => (FILES, false),
        "files-aa" => (FILES_AA, false),
        "files-ca" => (FILES_CA, false),
        // a recording, for which EF.COM counts as files do
        "rec-bac" => ("", false),
        "rec-aa" => (AA, false),
        "rec-ca" => (REC_CA, false),
        "rec-cam" => (REC_CAM, false),
        _ => return None,
    };
    let mut all = outcomes(BAC);
    all.extend(outcomes(other));
    let com = match rules {
        Rules::Strict if chip => "passed",
        _ => "not_requested",
    };
    all.insert("lds.com_sod".to_owned(), com.to_owned());
    Some(all)
}

/// The outcomes that the row itself names.
pub(crate) fn named(row: &Row, rules: Rules) -> Outcomes {
    let card = CITIZEN_CARDS.iter().find(|(id, _)| *id == row.id());
    let mut own = outcomes(card.map_or("", |(_, card)| card));
    own.extend(outcomes(row.cell("expect_checks", rules)));
    own
}

fn outcomes(text: &str) -> Outcomes {
    let pairs = text
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .map(|(id, outcome)| (id.to_owned(), outcome.to_owned()))
        .collect()
}

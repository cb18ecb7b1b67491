//! The checks: what is done, and what follows when it does not pass.

use super::{Explanation, Kind};
use crate::{CheckId, Lang};

pub(super) fn explain(id: CheckId, lang: Lang) -> Explanation {
    let (cause, meaning) = body(id);
    Explanation {
        code: id.as_str(),
        kind: Kind::Check,
        title: id.title(lang),
        cause,
        meaning,
        remedy: "",
        reference: id.reference(),
        lang,
    }
}

/// What is done; what a result other than passed means.
const fn body(id: CheckId) -> (&'static str, &'static str) {
    match id {
        CheckId::AccessBac => (
            "Reader and chip prove to each other that they know the key made from document number, date of birth and date of expiry.",
            "Failed: the key is wrong, or the chip broke the protocol; the run ends with an error that says which. Passing says nothing about authenticity.",
        ),
        CheckId::AccessPace => (
            "Password Authenticated Connection Establishment with the MRZ, CAN, PIN or PUK. This version does not have it yet and says so.",
            "Not supported: the chip offers none. Passing says nothing about authenticity, except with Chip Authentication Mapping (pace.cam).",
        ),
        CheckId::AccessDowngrade => (
            "Compares the protocol used with what the document offers: EF.CardAccess, and its signed copy in DG14.",
            "Failed: the document offers PACE and was opened in a weaker way. Somebody may have hidden EF.CardAccess. The verdict is at most undetermined; under strict, not authentic.",
        ),
        CheckId::AccessKeyMatchesDg1 => (
            "Compares document number, date of birth and date of expiry in DG1 with those in the key that opened the chip.",
            "Failed: the data on the chip belong to another document than the MRZ that opened it. A person must look.",
        ),
        CheckId::TaAccess => (
            "Terminal Authentication with the certificates given, for fingerprints and irises (DG3, DG4).",
            "Not requested unless certificates were given. It grants rights; it shows nothing about the document.",
        ),
        CheckId::SmIntegrity => (
            "Every answer inside the secured session was decrypted and its code verified.",
            "Failed: somebody between reader and chip changed an answer, or the chip is broken; the run ends with an sm.* error.",
        ),
        CheckId::LdsComSod => (
            "Compares the list of data groups in EF.COM with the signed list in EF.SOD. Only strict reads EF.COM.",
            "Failed: one list was changed, or the issuer made a mistake. EF.COM is not signed, so nothing else is taken from it.",
        ),
        CheckId::LdsCardAccessDg14 => (
            "Compares the PACE parameters in EF.CardAccess, which nobody signed, with their signed copy in DG14.",
            "Failed: the copy differs or EF.CardAccess is missing: perhaps somebody steered the reader to weaker access.",
        ),
        CheckId::LdsStructure => (
            "The rules for the content of each data group: dates, codes and names in DG1, record lengths in DG2, and so on.",
            "Failed: a data group breaks a rule although it may well be signed so. Deviations known from real documents pass with the quirk named.",
        ),
        CheckId::PaCardSecurity => (
            "Passive authentication of EF.CardSecurity, which holds the key of PACE-CAM.",
            "Not requested where EF.CardSecurity was not needed.",
        ),
        CheckId::PaSodParse => (
            "EF.SOD is taken apart: CMS SignedData (RFC 5652) around the list of hashes.",
            "Failed: it does not decode, so nothing about the data can be shown. That is no proof of forgery.",
        ),
        CheckId::PaSodSignature => (
            "The signature over the list of hashes is verified with the key of the document signer, signed attributes included.",
            "Failed: the list was changed after signing, or made without the signer's key. Data altered, not authentic.",
        ),
        CheckId::PaSodSignerProfile => (
            "The signer's certificate must be one for documents: no authority, key usage digitalSignature, no other ICAO role, no unknown critical extension.",
            "Failed: a certificate made for something else signed this. Not authentic.",
        ),
        CheckId::PaHash(_) => (
            "The data group, exactly as read, is hashed and compared with the signed list.",
            "Failed: this data group was changed after signing. Undetermined: it was read but cannot be judged. Aborted: listed and asked for, but it did not come.",
        ),
        other => body_of_the_rest(other),
    }
}

const fn body_of_the_rest(id: CheckId) -> (&'static str, &'static str) {
    match id {
        CheckId::PaChainAnchor => (
            "The trust store is searched for the CSCA that issued the signer's certificate, by key identifier and name.",
            "Undetermined: it is not there, or nobody vouches for it and no policy names it. A pinned signer passes without it only where the policy says so. Never failed: a missing anchor is no sign of forgery. A certificate inside EF.SOD is never an anchor.",
        ),
        CheckId::PaChainSignature => (
            "The signature on the signer's certificate is verified with the key of the CSCA in the trust store.",
            "Failed: the certificate names a CSCA that did not sign it. Not authentic.",
        ),
        CheckId::PaChainValidity => (
            "Signer and CSCA must be valid at the evaluation time; a policy may judge the signer at its signing time or the date of issue, and accept an expired CSCA. The signer's key must have been used in its time.",
            "Failed: expired or not yet valid. An expired signer is not a forger: undetermined under field, not authentic under strict.",
        ),
        CheckId::PaChainRevocation => (
            "Whether a genuine revocation list of the country names the signer. Without a list, or with an old one only, it is undetermined, which is accepted (unless the policy says `revocation.unknown = \"refer\"`) and always printed.",
            "Failed: the signer was revoked, whatever the age of the list. Not authentic.",
        ),
        CheckId::PaChainCountry => (
            "The country of the signer, the country of the CSCA and the issuing state in DG1 must be the same.",
            "Failed: a signer of one country signed a document of another. Not authentic. Undetermined: a code is missing or not in the table.",
        ),
        CheckId::PaChainDoctype => (
            "A signer's certificate may limit the document types it signs (extension documentTypeList).",
            "Failed: this type is not among them. A person must look; strict rejects.",
        ),
        CheckId::CaKeyAgreement => (
            "The chip agrees on new session keys with the private key that belongs to DG14. A recording cannot prove it.",
            "Failed: this chip does not have the key of the document. Not authentic. Undetermined: it was not or could not be tried.",
        ),
        CheckId::AaResponse => (
            "The chip signs a random challenge with the private key that belongs to DG15.",
            "Failed: this chip does not have the key of the document. Not authentic. Undetermined: it was not or could not be tried.",
        ),
        CheckId::PaceCam => (
            "PACE with Chip Authentication Mapping: opening the chip proves its key in EF.CardSecurity. A recording cannot prove it.",
            "Failed: this chip does not have the key of the document. Not authentic.",
        ),
        CheckId::DocExpiry => (
            "The date of expiry in DG1 is compared with the evaluation time. Years up to fifteen ahead count as future, in Vietnamese cards up to twenty-five. A card with its issuer's form for no expiry passes.",
            "Failed: the document has expired, which says nothing about authenticity. A person must look.",
        ),
        CheckId::DocMrzCheckDigits => (
            "The check digits of the MRZ in DG1 are computed again.",
            "Failed: the issuer signed a wrong digit, or the data were changed. A person must look; strict rejects.",
        ),
        other => body_of_comparisons(other),
    }
}

const fn body_of_comparisons(id: CheckId) -> (&'static str, &'static str) {
    match id {
        CheckId::PrintedMrz => (
            "The MRZ printed on the document, when given, is compared with DG1 field by field. A < in the date of birth is no difference; optional data alone that differ leave it open.",
            "Failed: page and chip say different things; the chip may have been exchanged. A person must look.",
        ),
        CheckId::PrintedQr => (
            "The printed QR code, when given, is compared with DG1, DG12 and DG13 field by field, names through transliteration. Known is the code of the Vietnamese citizen card.",
            "Failed: they say different things. A person must look.",
        ),
        CheckId::PrintedSeal => (
            "The printed digital seal, when given, is verified and compared with the chip.",
            "Failed: they say different things, or the seal's signature is wrong. A person must look.",
        ),
        CheckId::CrossDg1Dg11 => (
            "Name, number and date of birth in DG11 are compared with DG1, names through every allowed transliteration. Optional data of the zone are the number where they have its form.",
            "Failed: two signed data groups contradict each other. A person must look; strict rejects.",
        ),
        CheckId::CrossDg1Dg13 => (
            "National data in DG13 are compared with DG1, the date of issue with DG12, where the document profile knows the layout: that of the Vietnamese citizen card.",
            "Failed: two signed data groups contradict each other. A person must look; strict rejects.",
        ),
        _ => (
            "The inner structure of the citizen number is compared with the holder's data, where the document profile knows it: province, century and sex, year of birth of a Vietnamese number.",
            "Failed: the number contradicts date of birth, sex or document number. A person must look; strict rejects. Undetermined: a province of no known code, perhaps a country's.",
        ),
    }
}

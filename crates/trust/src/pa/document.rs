//! Whether the signer belongs to the document: its country, and the types it may sign.
//!
//! Without these two a genuine signer of one state could sign for another: any CSCA of the store
//! would do. Both are best practice in Doc 9303-11 §5.1.1; here a mismatch of the country is as grave
//! as a wrong signature (DESIGN §2). Values are compared, not certificates: DG1 names the issuing
//! state by three letters, certificates name a country by two.

use crate::country::{self, CountryMatch};
use crate::{Certificate, Detail, Finding, Outcome, codes};
use vidimus_lds::evidence::Application;

/// `pa.chain.country`: signer, authority and issuing state are of one country (Doc 9303-11
/// §5.1.1, TR-03135-1 §5.6.4.5). Where no authority is known the others are compared.
pub(super) fn country(
    signer: &Certificate,
    csca: Option<&Certificate>,
    issuing_state: Option<&str>,
) -> Finding {
    let issuer_country = signer.issuer().country();
    // a signer may name its country only in the issuer
    let signer_country = signer
        .subject()
        .country()
        .or_else(|| issuer_country.clone());
    let csca_country = csca.map(|csca| csca.subject().country());
    let finding = judge(
        [
            Some(&signer_country),
            Some(&issuer_country),
            csca_country.as_ref(),
        ],
        issuing_state,
    );
    match finding.code {
        None => finding,
        Some(_) => finding.with(Detail::Countries {
            signer: signer_country,
            csca: csca_country.flatten(),
            issuing_state: issuing_state.map(|state| state.trim_end_matches('<').to_owned()),
        }),
    }
}

/// Certificates against each other, the first as the measure, then against DG1. A contradiction
/// outweighs a gap: only without one does a missing country leave the check open.
fn judge(certificates: [Option<&Option<String>>; 3], issuing_state: Option<&str>) -> Finding {
    let mut countries = certificates.into_iter().flatten();
    let Some(Some(first)) = countries.next() else {
        return Finding::undetermined(codes::COUNTRY_MISSING);
    };
    let mut missing = false;
    for country in countries {
        match country {
            None => missing = true,
            Some(country) if !country::same_certificate_country(first, country) => {
                return Finding::failed(codes::COUNTRY_MISMATCH);
            }
            Some(_) => {}
        }
    }
    let Some(issuing_state) = issuing_state else {
        return Finding::undetermined(codes::ISSUING_STATE_UNKNOWN);
    };
    match country::compare(issuing_state, first) {
        CountryMatch::Different => Finding::failed(codes::COUNTRY_MISMATCH),
        CountryMatch::Unknown => Finding::undetermined(codes::COUNTRY_UNKNOWN),
        CountryMatch::Same if missing => Finding::undetermined(codes::COUNTRY_MISSING),
        CountryMatch::Same => Finding::PASSED,
    }
}

/// Part of `pa.sod.signer_profile`: a signer whose certificate names document types signs travel
/// documents of these types. One that names none of a licence (`D…`, or as in a machine-readable
/// zone `DL`) is no signer of licences, or whoever can sign passports could make licences of them.
/// That a certificate names no types at all is usual for licences, and says nothing.
pub(super) fn signs_application(signer: &Certificate, application: Application) -> Finding {
    let Application::DrivingLicence = application else {
        return Finding::PASSED;
    };
    match signer.extensions().document_types() {
        Some(allowed) if !allowed.iter().any(|entry| entry.starts_with('D')) => {
            Finding::failed(codes::DOCUMENT_TYPE_MISMATCH).with(Detail::DocumentTypes {
                allowed: allowed.to_vec(),
                found: LICENCE.to_owned(),
            })
        }
        _ => Finding::PASSED,
    }
}

/// What stands for a licence where documents have a code.
const LICENCE: &str = "DL";

/// `pa.chain.doctype`: the DocumentType extension, where there is one, lists the document's
/// code (Doc 9303-12 §7.1.1.6). An entry of one letter stands for all codes that start with it.
pub(super) fn document_type(signer: &Certificate, document_code: Option<&str>) -> Finding {
    let Some(allowed) = signer.extensions().document_types() else {
        return Finding::new(Outcome::NotSupported, codes::DOCUMENT_TYPE_NOT_LIMITED);
    };
    let Some(found) = document_code.map(|code| code.trim_end_matches('<')) else {
        return Finding::undetermined(codes::DOCUMENT_TYPE_UNKNOWN);
    };
    let fits = |entry: &String| {
        let entry = entry.trim_end_matches('<');
        entry == found || (entry.len() == 1 && found.starts_with(entry))
    };
    if allowed.iter().any(fits) {
        return Finding::PASSED;
    }
    Finding::failed(codes::DOCUMENT_TYPE_MISMATCH).with(Detail::DocumentTypes {
        allowed: allowed.to_vec(),
        found: found.to_owned(),
    })
}

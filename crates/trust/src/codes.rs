//! Stable names: codes of reasons, notices and quirks that this crate puts into results.

macro_rules! names {
    ($all:ident: $what:literal; $($(#[$doc:meta])* $constant:ident = $name:literal;)*) => {
        $($(#[$doc])* pub const $constant: &str = $name;)*
        #[doc = $what]
        pub const $all: &[&str] = &[$($constant),*];
    };
}

names! { ALL: "Every code of a reason, so that each can be explained.";
    /// The SOD was not read or does not decode, so what hangs on it is open.
    SOD_NOT_PARSED = "sod_not_parsed";
    /// EF.CardSecurity was not read or does not decode, so what hangs on it is open.
    CARD_SECURITY_NOT_PARSED = "card_security_not_parsed";
    /// A file that the check needs is not there.
    FILE_MISSING = "file_missing";
    /// A file starts with another tag than its own.
    WRONG_TAG = "wrong_tag";
    /// A file ends before its outer object does.
    TRUNCATED = "truncated";
    /// A file declares more bytes than are read.
    FILE_TOO_LARGE = "file_too_large";
    /// Reading the file broke off.
    READ_INCOMPLETE = "read_incomplete";
    /// The data group was read, but the SOD has no hash of it.
    NO_HASH_IN_SOD = "no_hash_in_sod";
    /// The data group does not have the signed hash.
    HASH_MISMATCH = "hash_mismatch";
    /// A broken algorithm (MD5 and older), never evaluated; or SHA-1 where the policy refuses it.
    ALGORITHM_REFUSED = "algorithm_refused";
    /// An algorithm that is not implemented or not known.
    ALGORITHM_UNSUPPORTED = "algorithm_unsupported";
    /// Curve parameters that are no known curve.
    CURVE_NOT_KNOWN = "curve_not_known";
    /// A key that gives no protection: exponent 1 or even, modulus even.
    WEAK_KEY = "weak_key";
    /// A key shorter than the policy takes.
    KEY_TOO_SHORT = "key_too_short";
    /// Bytes with the right shape and a wrong content.
    MALFORMED_CONTENT = "malformed.content";
    /// The signature is not that of the key over these bytes.
    SIGNATURE_WRONG = "signature_wrong";
    /// The signature algorithm does not fit the kind of key.
    SIGNATURE_KEY_MISMATCH = "signature_key_mismatch";
    /// No signed attributes, which the content type demands.
    SIGNED_ATTRIBUTES_MISSING = "signed_attributes_missing";
    /// The signed attributes are not in the order of DER, which `strict` demands.
    SIGNED_ATTRIBUTES_ORDER = "signed_attributes_order";
    /// The signature is encoded as only `field` takes it.
    SIGNATURE_ENCODING = "signature_encoding";
    /// The messageDigest attribute is missing, doubled, or not the hash of the content.
    MESSAGE_DIGEST_MISMATCH = "message_digest_mismatch";
    /// The contentType attribute is missing, doubled, or not the type of the content.
    CONTENT_TYPE_MISMATCH = "content_type_mismatch";
    /// The certificate that the signer identifier names is not at hand.
    SIGNER_NOT_FOUND = "signer_not_found";
    /// The signer's certificate does not decode.
    SIGNER_CERTIFICATE_MALFORMED = "signer_certificate_malformed";
    /// The signer's certificate is not of version 3.
    CERTIFICATE_VERSION = "certificate_version";
    /// The two algorithm identifiers of a certificate differ.
    CERTIFICATE_ALGORITHM_MISMATCH = "certificate_algorithm_mismatch";
    /// The signer's certificate is one of an authority.
    SIGNER_IS_CA = "signer_is_ca";
    /// The key usage is missing or lacks digitalSignature.
    KEY_USAGE = "key_usage";
    /// The key usage extension is not critical, which `strict` demands.
    KEY_USAGE_NOT_CRITICAL = "key_usage_not_critical";
    /// An extended key usage of another role than this signer's.
    EXTENDED_KEY_USAGE = "extended_key_usage";
    /// A critical extension that is not known.
    UNKNOWN_CRITICAL_EXTENSION = "unknown_critical_extension";
    /// An extension occurs twice.
    DUPLICATE_EXTENSION = "duplicate_extension";
    /// No authority key identifier, which `strict` demands.
    NO_AUTHORITY_KEY_IDENTIFIER = "no_authority_key_identifier";
    /// A date encoded in the wrong type, which `strict` refuses.
    TIME_ENCODING = "time_encoding";
    /// The country code is not in upper case, which `strict` demands.
    COUNTRY_CASE = "country_case";
    /// A certificate names no country.
    COUNTRY_MISSING = "country_missing";
    /// A country code of the pair is not in the table.
    COUNTRY_UNKNOWN = "country_unknown";
    /// Signer, authority and document are not of one country.
    COUNTRY_MISMATCH = "country_mismatch";
    /// The issuing state of the document is not known, since DG1 was not read.
    ISSUING_STATE_UNKNOWN = "issuing_state_unknown";
    /// The trust store has no authority for this signer.
    ANCHOR_NOT_FOUND = "anchor_not_found";
    /// The trust store has the authority only for documents of another trust group.
    ANCHOR_OF_OTHER_GROUP = "anchor_of_other_group";
    /// The authority came into the store without anyone vouching for it.
    ANCHOR_UNVOUCHED = "anchor_unvouched";
    /// An anchor that nobody vouches for, taken because the policy names it by its SHA-256.
    ANCHOR_NAMED = "anchor_named_by_policy";
    /// The authority's certificate does not let its key sign certificates.
    CSCA_UNFIT = "csca_unfit";
    /// basicConstraints says that a certificate is no authority's.
    NOT_AN_AUTHORITY = "not_an_authority";
    /// No authority stands behind the signer; the user pinned its certificate and the policy
    /// takes that.
    PINNED_SIGNER = "pinned_signer";
    /// The user pinned the signer's certificate, but the policy does not take that.
    PINNED_SIGNER_NOT_ALLOWED = "pinned_signer_not_allowed";
    /// The authority key identifier leads to an authority of another name.
    ISSUER_NAME_MISMATCH = "issuer_name_mismatch";
    /// More candidate authorities than are tried.
    SEARCH_BUDGET = "search_budget";
    /// The signer's certificate has expired.
    SIGNER_EXPIRED = "signer_expired";
    /// The signer's certificate is not valid yet.
    SIGNER_NOT_YET_VALID = "signer_not_yet_valid";
    /// The authority's certificate has expired.
    CSCA_EXPIRED = "csca_expired";
    /// The authority's certificate is not valid yet.
    CSCA_NOT_YET_VALID = "csca_not_yet_valid";
    /// The document was signed outside the period in which the signer's key may be used.
    PRIVATE_KEY_USAGE_PERIOD = "private_key_usage_period";
    /// The policy judges the signer at the time of signing, which the signature does not state.
    SIGNING_TIME_MISSING = "signing_time_missing";
    /// The policy judges the signer at the date of issue, which is not known.
    ISSUE_DATE_UNKNOWN = "issue_date_unknown";
    /// The machine's clock cannot be right.
    CLOCK_IMPLAUSIBLE = "clock_implausible";
    /// There is no revocation list of the country, or no authority to judge it by.
    NOT_CHECKED = "not_checked";
    /// A genuine revocation list of the country lists the signer.
    REVOKED = "revoked";
    /// A genuine revocation list of the authority's own name lists the authority.
    CSCA_REVOKED = "csca_revoked";
    /// The revocation list is past its nextUpdate, or older than the policy takes.
    CRL_STALE = "crl_stale";
    /// The revocation list was made after the time of evaluation.
    CRL_NOT_YET_VALID = "crl_not_yet_valid";
    /// The revocation list was signed under a certificate that was not valid then.
    CRL_SIGNER_NOT_VALID = "crl_signer_not_valid";
    /// The signature of the revocation list is wrong.
    CRL_SIGNATURE = "crl_signature";
    /// No authority that is vouched for signed the revocation list.
    CRL_SIGNER_NOT_FOUND = "crl_signer_not_found";
    /// The revocation list is a delta, partial or indirect one, or not understood.
    CRL_UNUSABLE = "crl_unusable";
    /// The signer may not sign documents of this type.
    DOCUMENT_TYPE_MISMATCH = "document_type_mismatch";
    /// The signer's certificate does not limit the types of document.
    DOCUMENT_TYPE_NOT_LIMITED = "document_type_not_limited";
    /// The type of the document is not known, since DG1 was not read.
    DOCUMENT_TYPE_UNKNOWN = "document_type_unknown";
    /// A failure that a deviation or defect list explains, or a doubt that one raises.
    KNOWN_DEVIATION = "known_deviation";
    /// A defect list revokes the signer.
    DEFECT_LIST_REVOKED = "defect_list_revoked";
}

names! { NOTICES: "Every notice.";
    /// SHA-1 somewhere in the chain, the signature or the hashes.
    NOTICE_WEAK_ALGORITHM = "weak_algorithm";
    /// SHA-1, and the signer is of a time when it was no longer allowed.
    NOTICE_WEAK_ALGORITHM_NEW = "weak_algorithm_new";
    /// A key shorter than today's minimum.
    NOTICE_WEAK_KEY = "weak_key";
    /// The authority's certificate has expired, and the policy takes that.
    NOTICE_CSCA_EXPIRED_ACCEPTED = "csca_expired_accepted";
    /// The signer's certificate is not valid now; it was when the document was signed, and the
    /// policy goes by that.
    NOTICE_VALID_WHEN_SIGNED = "valid_when_signed";
    /// The signer's certificate is not valid now; it was when the document was issued, and the
    /// policy goes by that.
    NOTICE_VALID_WHEN_ISSUED = "valid_when_issued";
    /// The SOD names an LDS version above 1.8.
    NOTICE_FUTURE_LDS_VERSION = "lds.future_version";
}

names! { QUIRKS: "Every named quirk that this crate tolerates under `field`.";
    /// Document signer without authority key identifier.
    QUIRK_NO_AKI = "ds.no_aki";
    /// Document signer whose key usage extension is not critical.
    QUIRK_KEY_USAGE_NOT_CRITICAL = "ds.key_usage_not_critical";
    /// Document signer with an extended key usage that is no role of ICAO.
    QUIRK_EXTENDED_KEY_USAGE = "ds.extended_key_usage";
    /// GeneralizedTime before 2050.
    QUIRK_TIME_ENCODING = "ds.time_encoding";
    /// Country code in lower case.
    QUIRK_LOWER_CASE_COUNTRY = "cert.lower_case_country";
    /// Issuer name with its parts in another order than in the authority's certificate.
    QUIRK_NAME_ORDER = "cert.name_order";
    /// Authority key identifier that is not the authority's, whose key verifies all the same.
    QUIRK_AKI_MISMATCH = "cert.aki_mismatch";
    /// Signed attributes not in the order of DER, signed as they stand.
    QUIRK_ATTRIBUTES_ORDER = "sod.attrs_order";
    /// Indefinite lengths in the SOD.
    QUIRK_BER = "sod.ber";
    /// An older object identifier of the content type.
    QUIRK_LEGACY_CONTENT_TYPE = "sod.legacy_content_type";
    /// Signer identifier with the parts of the name in another order than in the certificate.
    QUIRK_SID_NAME = "sod.sid_name";
}

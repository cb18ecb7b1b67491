//! The document that lists are asked about.

use crate::Certificate;
use crate::name::Name;
use vidimus_lds::cms::SignerId;

/// What is known of a document. What is not known (`None`) meets no criterion; the date of issue
/// may leave one open.
#[derive(Clone, Copy, Default)]
pub struct DeviationQuery<'a> {
    /// the document signer's certificate
    pub signer: Option<&'a Certificate>,
    /// the document signer as EF.SOD names it, for documents whose signer's certificate is not at
    /// hand
    pub identifier: Option<&'a SignerId<'a>>,
    /// document code of DG1, such as `P<`
    pub document_type: Option<&'a str>,
    /// document number of DG1
    pub document_number: Option<&'a str>,
    /// when the document was issued, seconds since 1970
    pub issue_date: Option<i64>,
}

impl<'a> DeviationQuery<'a> {
    /// About all documents of a signer.
    #[must_use]
    pub fn of_signer(signer: &'a Certificate) -> Self {
        Self {
            signer: Some(signer),
            ..Self::default()
        }
    }

    /// The country whose documents these are, by the name of the signer's issuer.
    pub(super) fn country(&self) -> Option<String> {
        match (self.signer, self.identifier) {
            (Some(signer), _) => signer.issuer().country(),
            (None, Some(SignerId::IssuerSerial { issuer, .. })) => Name::from_der(issuer).country(),
            _ => None,
        }
    }
}

/// The number is personal.
impl core::fmt::Debug for DeviationQuery<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("DeviationQuery")
            .field("signer", &self.signer)
            .field("identifier", &self.identifier)
            .field("document_type", &self.document_type)
            .finish_non_exhaustive()
    }
}

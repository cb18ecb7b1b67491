//! One row of a table: a document, a store, the rules of a policy, and what must come of it.

use crate::case::run_under;
use crate::common::pki::{CertificateSpec, World};
use vidimus_trust::{Certificate, Rules, Source, TrustStore, TrustStoreBuilder};

/// A row; what is not given is as in the untouched document under the policy `field`.
pub(crate) struct Row {
    pub(crate) case: &'static str,
    pub(crate) world: World,
    pub(crate) store: TrustStoreBuilder,
    pub(crate) rules: Rules,
}

/// The untouched document with this change, its authority as a file of the user's.
pub(crate) fn row(case: &'static str, change: impl FnOnce(&mut World)) -> Row {
    let mut row = without_anchor(case, change);
    let authority = row.world.csca.clone();
    row.add(&authority, &Source::new("csca.cer"));
    row
}

/// Likewise with nothing in the store.
pub(crate) fn without_anchor(case: &'static str, change: impl FnOnce(&mut World)) -> Row {
    let mut world = World::new();
    change(&mut world);
    Row {
        case,
        world,
        store: TrustStore::builder(),
        rules: Rules::default(),
    }
}

impl Row {
    pub(crate) fn add(&mut self, certificate: &CertificateSpec, source: &Source) {
        self.store.add(&certificate.encode(), source).unwrap();
    }

    /// With this in the store, too.
    pub(crate) fn with(mut self, certificate: &CertificateSpec, source: &Source) -> Self {
        self.add(certificate, source);
        self
    }

    /// Under other rules.
    pub(crate) fn under(mut self, change: impl FnOnce(&mut Rules)) -> Self {
        change(&mut self.rules);
        self
    }

    /// What must come of it: what differs from all passed, and the notices.
    pub(crate) fn gives(self, expected: &str, notices: &[&str]) {
        let store = self.store.build();
        let (_, noticed) = run_under(self.case, &self.world, &store, &self.rules, expected);
        assert_eq!(noticed, notices, "{}", self.case);
    }
}

/// SHA-256 of a certificate.
pub(crate) fn fingerprint(certificate: &CertificateSpec) -> [u8; 32] {
    let certificate = Certificate::parse(&certificate.encode()).unwrap();
    certificate.fingerprint().as_ref().try_into().unwrap()
}

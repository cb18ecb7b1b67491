//! The way from a signer to its anchor in a generated PKI: roll-over, change of name, links, roles
//! and hostile stores. Each row: the setup, what differs from all passed.

use crate::common::der::*;
use crate::common::openssl::Key;
use crate::common::pki::*;
use crate::document::period;
use crate::policy_case::*;
use vidimus_lds::File;
use vidimus_lds::evidence::FileState;
use vidimus_lds::sod::SecurityObject;
use vidimus_trust::{
    Certificate, Detail, NameMatch, PaInput, Source, TrustStore, judge_certificate,
    signer_certificate,
};

const NOT_FOUND: &str =
    "anchor=U:anchor_not_found chain_signature=U:anchor_not_found validity=U:anchor_not_found";
const UNFIT: &str = "anchor=U:csca_unfit chain_signature=U:csca_unfit validity=U";

fn file() -> Source {
    Source::new("f.cer")
}

/// The authority after a change of its key, self-signed.
fn renewed() -> CertificateSpec {
    let mut csca = CertificateSpec::csca();
    csca.serial = integer(2);
    csca.validity = period("250101000000Z", "400101000000Z");
    csca.spki.clone_from(&keys().other.spki);
    csca.issuer_key = keys().other.clone();
    csca.extensions[0] = ski(b"csca-2");
    csca
}

/// The new key under the old one's signature: self-issued, not self-signed.
fn link() -> CertificateSpec {
    let mut link = renewed();
    link.issuer_key = keys().csca.clone();
    link.extensions.push(aki(b"csca-1"));
    link
}

/// A document signer below the new key.
fn below_renewed(world: &mut World) {
    world.ds.issuer_key = keys().other.clone();
    world.ds.extensions[0] = aki(b"csca-2");
}

fn new_name() -> Vec<u8> {
    name(&[
        (6, 0x13, "UT"),
        (10, 0x0C, "Ministry of the Interior"),
        (3, 0x0C, "CSCA of Utopia"),
    ])
}

/// The link certificate by which the authority takes another name.
fn renaming() -> CertificateSpec {
    let mut link = link();
    link.subject = new_name();
    link.extensions.push(name_change());
    link
}

fn below_renamed(world: &mut World) {
    below_renewed(world);
    world.ds.issuer = new_name();
}

#[test]
fn roll_over_and_change_of_name() {
    row("old and new, signer of the old", |_| {})
        .with(&renewed(), &file())
        .gives("", &[]);
    row("old and new, signer of the new", below_renewed)
        .with(&renewed(), &file())
        .gives("", &[]);
    row("only the old", below_renewed).gives(NOT_FOUND, &[]);
    without_anchor("only the new", |_| {})
        .with(&renewed(), &file())
        .gives(NOT_FOUND, &[]);
    without_anchor("T35-5.6.4.3.3d", below_renewed)
        .with(&link(), &file())
        .gives("", &[]);
    without_anchor("a link is no intermediate", |_| {})
        .with(&link(), &file())
        .gives(NOT_FOUND, &[]);
    row("OWN-PA-29", below_renamed)
        .with(&renaming(), &file())
        .gives("", &[]);
    row("the new name without the link", below_renamed).gives(NOT_FOUND, &[]);
    // the link travels with the document, as an attacker's would
    row("a link inside the SOD", |world| {
        below_renamed(world);
        world.sod.extra_certificates = vec![renaming().encode()];
    })
    .gives(NOT_FOUND, &[]);
    // the key identifier leads to the new key under its other name
    without_anchor("the old name, the new key", below_renewed)
        .with(&renaming(), &file())
        .gives(
            "anchor=U:issuer_name_mismatch chain_signature=U validity=U",
            &[],
        );
}

#[test]
fn a_key_identifier_of_the_key_before() {
    // signers that kept the old identifier after the roll-over: found by trying
    let stale = |world: &mut World| world.ds.issuer_key = keys().other.clone();
    let mut both = row("found by trying", stale).with(&renewed(), &file());
    both.rules.tolerance = vidimus_trust::Tolerance::Field;
    both.gives("", &[]);
    row("nothing verifies", |world| {
        world.ds.issuer_key = keys().ds.clone();
    })
    .with(&renewed(), &file())
    .gives("chain_signature=failed:signature_wrong", &[]);
}

#[test]
fn an_authority_that_may_not_sign_certificates() {
    let unknown = || extension("1.2.3.4", true, &[5, 0]);
    type Change = fn(&mut CertificateSpec);
    let changes: [(&str, Change); 5] = [
        ("no keyCertSign", |csca| {
            csca.extensions[1] = key_usage(true, 0x82);
        }),
        ("no authority", |csca| {
            csca.extensions = vec![ski(b"csca-1"), basic_constraints(false)];
        }),
        ("broken key usage", |csca| {
            csca.extensions[1] = extension("2.5.29.15", true, &[5, 0]);
        }),
        ("two key usages", |csca| {
            csca.extensions.push(key_usage(true, 0x80));
        }),
        ("broken constraints", |csca| {
            csca.extensions[2] = extension("2.5.29.19", true, &[5, 0]);
        }),
    ];
    for (case, change) in changes {
        row(case, |world| change(&mut world.csca)).gives(UNFIT, &[]);
    }
    row("unknown critical extension", |world| {
        world.csca.extensions.push(unknown());
    })
    .gives(UNFIT, &[]);
    // the same key in a certificate that is fit
    row("another certificate of that key", |world| {
        world.csca.extensions.push(unknown());
    })
    .with(&CertificateSpec::csca(), &file())
    .gives("", &[]);
    // which does not lend the vouching of the unfit one
    row("fit, but unvouched", |world| {
        world.csca.extensions.push(unknown());
    })
    .with(&CertificateSpec::csca(), &file().unvouched())
    .gives("anchor=U:anchor_unvouched", &[]);
    // old authorities say nothing
    row("without extensions", |world| {
        world.csca.extensions.clear();
        world.csca.version = Vec::new();
    })
    .gives("", &[]);
    // as seven link certificates of the public lists have it
    row("keyCertSign without cA", |world| {
        world.csca.extensions[2] = basic_constraints(false);
    })
    .gives("", &[]);
}

#[test]
fn a_signer_of_another_role_or_country() {
    row("master list signer", |world| {
        world.ds.extensions = list_signer().extensions;
    })
    .gives(
        "signer_profile=failed:extended_key_usage doctype=not_supported",
        &[],
    );
    row("deviation list signer", |world| {
        world.ds.extensions.push(purpose("2.23.136.1.1.8"));
    })
    .gives("signer_profile=failed:extended_key_usage", &[]);
    row("critical extension", |world| {
        world
            .ds
            .extensions
            .push(extension("1.2.3.4", true, &[5, 0]));
    })
    .gives("signer_profile=failed:unknown_critical_extension", &[]);
    row("signer of another country", |world| {
        world.ds.subject = ds_name("DE");
    })
    .gives("country=failed:country_mismatch", &[]);
    row("OWN-PA-09", |world| {
        world.ds.extensions[2] = document_types(&["V"]);
    })
    .gives("doctype=failed:document_type_mismatch", &[]);
    without_anchor("OWN-PA-01", |world| {
        world.sod.extra_certificates = vec![world.csca.encode()];
    })
    .gives(NOT_FOUND, &[]);
    // the authority itself signs the document
    row("signed by the authority", |world| {
        world.ds = world.csca.clone();
        world.sod.signers[0].key = keys().csca.clone();
    })
    .gives(
        "signer_profile=failed:signer_is_ca doctype=not_supported",
        &[],
    );
}

/// Authorities by RSA, whose moduli can be changed without making new keys.
struct Crowd {
    template: Vec<u8>,
    modulus: usize,
    serial: usize,
}

const RSA_SHA256: &str = "1.2.840.113549.1.1.11";

fn by_rsa(mut spec: CertificateSpec, issuer_key: &Key) -> CertificateSpec {
    let algorithm = sequence(&[&oid(RSA_SHA256), &[5, 0]]);
    spec.inner_algorithm.clone_from(&algorithm);
    spec.outer_algorithm = algorithm;
    spec.issuer_key = issuer_key.clone();
    spec
}

impl Crowd {
    fn of(key: &Key, mut csca: CertificateSpec) -> Self {
        csca.serial = object(2, &[0x55; 4]);
        csca.spki.clone_from(&key.spki);
        let csca = by_rsa(csca, key);
        let template = csca.encode();
        let find = |wanted: &[u8]| {
            let mut windows = template.windows(wanted.len());
            windows.position(|bytes| bytes == wanted).unwrap()
        };
        Self {
            // well inside the modulus, which stays odd and as long as it is
            modulus: find(&key.spki) + 60,
            serial: find(&[0x55; 4]),
            template,
        }
    }

    /// The authority with this number: another serial number and another key.
    fn member(&self, number: u32) -> Vec<u8> {
        let mut der = self.template.clone();
        let number = (number | 0x4000_0000).to_be_bytes();
        der[self.serial..self.serial + 4].copy_from_slice(&number);
        der[self.modulus..self.modulus + 4].copy_from_slice(&number);
        der
    }
}

/// A store with 10 000 authorities of one name, and the real one in the middle of them.
fn crowded(crowd: &Crowd, real: &CertificateSpec, source: &Source) -> TrustStore {
    let mut builder = TrustStore::builder();
    for number in 0..5_000 {
        builder.add(&crowd.member(number), source).unwrap();
    }
    builder.add(&real.encode(), &file()).unwrap();
    for number in 5_000..10_000 {
        builder.add(&crowd.member(number), source).unwrap();
    }
    builder.build()
}

/// A genuine signer's certificate laid before the one that signed is not the signer's.
#[test]
fn the_signer_of_a_message_is_the_one_it_names() {
    let mut world = World::new();
    let genuine = CertificateSpec::ds().frozen();
    world.ds.serial = integer(99);
    world.ds.issuer_key = keys().other.clone();
    world.ds = world.ds.frozen();
    world.sod.extra_certificates = vec![genuine.encode()];
    let signer = |world: &World| {
        let files = world.files();
        let Some(FileState::Read(bytes)) = files.get(&File::Sod) else {
            panic!("no EF.SOD");
        };
        let sod = SecurityObject::parse(bytes).unwrap();
        signer_certificate(&sod.signed).map(<[u8]>::to_vec)
    };
    assert_eq!(signer(&world), Some(world.ds.encode()));
    world.sod.signers.push(SignerSpec::new());
    assert_eq!(
        signer(&world),
        None,
        "of two signers neither stands for both"
    );
}

/// What becomes of a signer: the code of the anchor, and how many signatures that took where
/// nothing was found.
fn anchor_of(
    signer: &CertificateSpec,
    store: &TrustStore,
) -> (Option<&'static str>, Option<usize>) {
    let files = std::collections::BTreeMap::new();
    let input = PaInput::new(&files, AT);
    let der = signer.encode();
    let result = judge_certificate(&der, &input, store).unwrap();
    let certificate = Certificate::parse(&der).unwrap();
    assert!(store.candidates(&certificate).len() <= 64);
    let tried = match result.anchor.detail {
        Some(Detail::Tried(count)) => Some(count),
        _ => None,
    };
    (result.anchor.code, tried)
}

#[test]
fn ten_thousand_authorities_of_one_name() {
    let key = Key::generate("crowd", "rsa:2048");
    let old = |identifier: &[u8]| {
        let mut csca = CertificateSpec::csca();
        csca.validity = period("100101000000Z", "200101000000Z");
        csca.extensions[0] = ski(identifier);
        csca
    };
    let mut real = CertificateSpec::csca();
    real.spki.clone_from(&key.spki);
    let real = by_rsa(real, &key);
    let identified = by_rsa(CertificateSpec::ds(), &key);
    let mut unidentified = identified.clone();
    unidentified.extensions.remove(0);
    let bounded = (Some("search_budget"), Some(64));

    // valid at the same time, other key identifiers
    let same_time = Crowd::of(&key, {
        let mut csca = old(b"crowd");
        csca.validity = CertificateSpec::csca().validity;
        csca
    });
    let store = crowded(&same_time, &real, &file());
    assert_eq!(store.len(), 10_001);
    assert_eq!(anchor_of(&identified, &store), (None, None), "identifier");
    let mut wrong = unidentified.clone();
    wrong.issuer_key = Key::generate("crowd-attacker", "rsa:2048");
    assert_eq!(anchor_of(&wrong, &store), bounded, "attacker");

    // the same key identifier; only the real one was valid when the signer came to be
    let expired = Crowd::of(&key, old(b"csca-1"));
    let store = crowded(&expired, &real, &file());
    assert_eq!(anchor_of(&identified, &store), (None, None), "validity");
    assert_eq!(anchor_of(&unidentified, &store), (None, None), "validity");
    // even the identifier convicts nobody before all that have it are tried
    let mut wrong = identified.clone();
    wrong.issuer_key = Key::generate("crowd-attacker", "rsa:2048");
    assert_eq!(anchor_of(&wrong, &store), bounded, "attacker");

    // what nobody vouches for never hides what somebody does
    let look_alikes = Crowd::of(&key, {
        let mut csca = old(b"csca-1");
        csca.validity = CertificateSpec::csca().validity;
        csca
    });
    let store = crowded(&look_alikes, &real, &file().unvouched());
    assert_eq!(anchor_of(&identified, &store), (None, None), "unvouched");
    assert_eq!(anchor_of(&unidentified, &store), (None, None), "unvouched");
}

#[test]
fn candidates_say_why_and_why_not() {
    let mut unfit = CertificateSpec::csca();
    unfit.serial = integer(9);
    unfit.extensions[1] = key_usage(true, 0x80);
    let mut other_name = CertificateSpec::csca();
    other_name.subject = new_name();
    let mut builder = TrustStore::builder();
    for (certificate, source) in [
        (unfit, file()),
        (other_name, file()),
        (renewed(), file()),
        (CertificateSpec::csca(), file().unvouched()),
    ] {
        builder.add(&certificate.encode(), &source).unwrap();
    }
    let store = builder.build();
    let signer = Certificate::parse(&CertificateSpec::ds().encode()).unwrap();
    let seen: Vec<_> = store
        .candidates(&signer)
        .into_iter()
        .map(|candidate| {
            (
                candidate.name.is_same(),
                candidate.key_identifier,
                candidate.signature.code,
                candidate.vouched,
                candidate.unfit,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (true, Some(false), Some("signature_wrong"), true, None),
            (true, Some(true), None, false, None),
            (true, Some(true), None, true, Some("key_usage")),
            (false, Some(true), None, true, None),
        ]
    );
    let names: Vec<NameMatch> = store
        .candidates(&signer)
        .into_iter()
        .map(|candidate| candidate.name)
        .collect();
    assert_eq!(names.last(), Some(&NameMatch::Different));
}

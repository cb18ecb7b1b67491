//! Directories in LDIF: what comes in, what is refused, and what broken ones come to.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::openssl;
use common::pki::*;
use common::shared_file;
use proptest::prelude::*;
use std::io::{self, BufReader, Read};
use std::sync::OnceLock;
use vidimus_iso7816::Fault;
use vidimus_pubkey::HashAlgorithm;
use vidimus_trust::ldif::{Attribute, LdifErrorKind, Reader, Value};
use vidimus_trust::{
    Certificate, Import, Kept, Source, SourceKind, TrustError, TrustStore, Voucher,
};

/// A line that goes on behind a space after 76 characters, as the PKD folds; base64 by openssl.
fn line(attribute: &str, bytes: &[u8], end: &str) -> String {
    let input = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(input.path(), bytes).unwrap();
    let path = input.path().to_str().unwrap();
    let base64 = openssl::run(&["base64", "-A", "-in", path], b"");
    let base64 = String::from_utf8(base64).unwrap();
    let text = format!("{attribute}:: {base64}");
    let mut lines = text
        .as_bytes()
        .chunks(76)
        .map(|line| String::from_utf8_lossy(line));
    let first = lines.next().unwrap().into_owned();
    let rest: String = lines.map(|line| format!("{end} {line}")).collect();
    first + &rest + end
}

fn record(name: &str, attribute: &str, bytes: &[u8]) -> String {
    let class = "objectClass: pkdDownload\n";
    let value = line(attribute, bytes, "\n");
    format!("dn: cn={name},c=UT,dc=data,dc=download,dc=pkd,dc=icao,dc=int\n{class}{value}\n")
}

fn file(records: &[String]) -> Vec<u8> {
    format!("# a directory\nversion: 1\n\n{}", records.concat()).into_bytes()
}

fn values(text: &[u8]) -> Vec<Value> {
    Reader::new(text).map(Result::unwrap).collect()
}

fn add(text: &[u8], source: &Source) -> Result<(TrustStore, Import), TrustError> {
    let mut builder = TrustStore::builder();
    builder.add(&made().csca, &Source::new("csca"))?;
    let import = builder.add_ldif(text, source)?;
    Ok((builder.build(), import))
}

/// Made once: a signature is another one each time.
fn made() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        let csca = CertificateSpec::csca().encode();
        let mut other = CertificateSpec::csca();
        other.subject = csca_name("DE");
        other.issuer = csca_name("DE");
        other.spki = keys().other.spki.clone();
        other.issuer_key = keys().other.clone();
        other.extensions[0] = ski(b"csca-2");
        let other = other.encode();
        let list = master_list(&[csca.clone(), other.clone()], &list_signer());
        let ds = CertificateSpec::ds().encode();
        Made {
            csca,
            other,
            list,
            ds,
        }
    })
}

struct Made {
    csca: Vec<u8>,
    other: Vec<u8>,
    list: Vec<u8>,
    ds: Vec<u8>,
}

#[test]
fn every_public_list_comes_out_as_it_went_in() {
    let names = [
        "DE_ML_2024-08-07.ml",
        "NL_ML_2025-07-29.ml",
        "ICAO_ML_2025-08_zenopie.ml",
    ];
    let lists = names.map(|name| shared_file(&format!("masterlists/{name}")));
    let lists: Vec<Vec<u8>> = lists.into_iter().flatten().collect();
    let records: Vec<String> = lists
        .iter()
        .map(|list| record("ml", "pkdMasterListContent", list))
        .collect();
    let text = file(&records);
    let read = values(&text);
    assert_eq!(
        read.iter().map(|value| &value.bytes).collect::<Vec<_>>(),
        lists.iter().collect::<Vec<_>>()
    );
    if lists.is_empty() {
        return;
    }
    let mut each = TrustStore::builder();
    for list in &lists {
        each.add(list, &Source::new("list").unvouched()).unwrap();
    }
    let mut directory = TrustStore::builder();
    let import = directory
        .add_ldif(text.as_slice(), &Source::new("pkd").unvouched())
        .unwrap();
    assert_eq!(import.parts.len(), lists.len());
    assert_eq!(import.certificates, 541 + 394 + 520);
    assert_eq!(directory.build().len(), each.build().len());
}

#[test]
fn each_kind_of_value_finds_its_place() {
    let ds = made().ds.clone();
    let text = file(&[
        record("ds", "userCertificate;binary", &ds),
        record("ds2", "usercertificate", &ds),
        record("ml", "pkdMasterListContent", &made().list),
        record("ca", "cACertificate;binary", &made().other),
    ]);
    let (store, import) = add(&text, &Source::new("pkd.ldif")).unwrap();
    assert_eq!(import.kind, SourceKind::Ldif);
    // two signers, the two of the list; the authority is refused, though the list has it too
    assert_eq!((import.certificates, import.imported), (5, 4));
    assert_eq!(import.refused.len(), 1);
    assert_eq!(import.refused[0].reason, "trust.list_unsigned");
    assert_eq!(import.refused[0].index, 3);
    assert!(
        import.refused[0]
            .subject
            .as_ref()
            .unwrap()
            .starts_with("cn=ca,c=UT")
    );
    assert_eq!(import.parts[0].kind, SourceKind::MasterList);
    assert!(matches!(import.parts[0].vouched_by, Voucher::Anchor { .. }));
    assert!(import.parts[0].file.starts_with("pkd.ldif, line "));
    assert_eq!(store.len(), 2);
    assert!(
        store
            .anchors()
            .iter()
            .all(vidimus_trust::Anchor::is_vouched)
    );
}

#[test]
fn a_list_may_stand_before_the_one_that_vouches_for_it() {
    let mut signer = list_signer();
    signer.issuer = csca_name("DE");
    signer.issuer_key = keys().other.clone();
    signer
        .extensions
        .retain(|extension| *extension != aki(b"csca-1"));
    let early = master_list(&[made().other.clone()], &signer);
    let text = file(&[
        record("early", "pkdMasterListContent", &early),
        record("late", "pkdMasterListContent", &made().list),
    ]);
    let (store, import) = add(&text, &Source::new("pkd")).unwrap();
    assert_eq!(import.parts.len(), 2, "{:?}", import.refused);
    assert_eq!(store.len(), 2);
    // by itself nobody vouches for it
    let text = file(&[record("early", "pkdMasterListContent", &early)]);
    let error = add(&text, &Source::new("pkd")).unwrap_err();
    assert_eq!(error.code(), "trust.list_signer_untrusted");
}

#[test]
fn nobody_vouches_for_authorities_of_a_directory() {
    let text = file(&[record("ca", "cACertificate;binary", &made().other)]);
    let error = add(&text, &Source::new("pkd")).unwrap_err();
    assert_eq!(error, TrustError::ListUnsigned { certificates: 1 });
    let (store, _) = add(&text, &Source::new("pkd").unvouched()).unwrap();
    assert_eq!(
        store
            .anchors()
            .iter()
            .filter(|anchor| anchor.is_vouched())
            .count(),
        1
    );
    let (store, _) = add(&text, &Source::new("pkd").vouched()).unwrap();
    assert!(
        store
            .anchors()
            .iter()
            .all(vidimus_trust::Anchor::is_vouched)
    );
    let error = add(&text, &Source::new("pkd").signer()).unwrap_err();
    assert_eq!(error.code(), "trust.not_a_signer");
}

#[test]
fn a_pin_is_of_the_file_or_of_something_in_it() {
    let sha256 = |bytes: &[u8]| {
        HashAlgorithm::Sha256
            .hash(bytes)
            .as_ref()
            .try_into()
            .unwrap()
    };
    let ca = made().other.clone();
    let text = file(&[
        record("ca", "cACertificate;binary", &ca),
        record("ds", "userCertificate;binary", &made().ds),
    ]);
    for pin in [sha256(&ca), sha256(&text)] {
        let mut builder = TrustStore::builder();
        let import = builder.add(&text, &Source::new("pkd").pinned(pin)).unwrap();
        assert_eq!(import.imported, 2);
        assert!(builder.build().anchors()[0].is_vouched());
    }
    let error = add(&text, &Source::new("pkd").pinned([7; 32])).unwrap_err();
    assert_eq!(error.code(), "trust.pin_mismatch");
}

#[test]
fn signers_can_be_kept_elsewhere() {
    let ds = made().ds.clone();
    let text = file(&[
        record("ds", "userCertificate;binary", &ds),
        record("ml", "pkdMasterListContent", &made().list),
    ]);
    let mut builder = TrustStore::builder();
    builder.add(&made().csca, &Source::new("csca")).unwrap();
    let mut kept = Vec::new();
    let source = Source::new("pkd");
    builder
        .add_ldif_keeping(text.as_slice(), &source, |one| {
            kept.push(match one {
                Kept::Signer(der) => (None, der.to_vec()),
                Kept::Object { bytes, kind, .. } => (Some(kind), bytes.to_vec()),
                _ => panic!("another"),
            });
            Ok::<(), TrustError>(())
        })
        .unwrap();
    assert_eq!(
        kept,
        [
            (None, ds),
            (Some(SourceKind::MasterList), made().list.clone())
        ]
    );
}

#[test]
fn lines_of_every_make() {
    let wanted = |text: &str| {
        let read: Vec<_> = Reader::new(text.as_bytes()).collect();
        let [Ok(value)] = read.as_slice() else {
            panic!("{text}: {read:?}");
        };
        assert_eq!(value.attribute, Attribute::UserCertificate);
        (value.line, value.dn.clone(), value.bytes.clone())
    };
    let bytes = b"foobar".to_vec();
    for (text, line, dn) in [
        ("dn: c=UT\nuserCertificate;binary:: Zm9vYmFy\n", 2, "c=UT"),
        (
            "dn: c=UT\r\nuserCertificate;binary:: Zm9v\r\n YmFy\r\n",
            2,
            "c=UT",
        ),
        ("dn:: Yz1VVA==\nUSERCERTIFICATE:: Zm9v\n Ym\n Fy", 2, "c=UT"),
        (
            "\u{FEFF}version: 1\ndn: c=\n UT\nuserCertificate;binary::Zm9vYmFy\n",
            4,
            "c=UT",
        ),
        (
            "# c\n omment\ndn: c=UT\n# between\nuserCertificate;binary::\n Zm9vYmFy\n",
            5,
            "c=UT",
        ),
        (
            "dn: c=UT\nchangetype: add\nuserCertificate;binary:: Zm9vYmFy\n",
            3,
            "c=UT",
        ),
        ("userCertificate;binary;x-old::   Zm9vYmFy\n", 1, ""),
        ("dn: c=DE\n\n\nuserCertificate;binary:: Zm9vYmFy", 4, ""),
    ] {
        assert_eq!(wanted(text), (line, dn.to_owned(), bytes.clone()), "{text}");
    }
}

#[test]
fn broken_lines_are_named_and_passed_over() {
    let good = "dn: c=UT\nuserCertificate;binary:: Zm9v\n";
    for (text, line, kind) in [
        ("userCertificate;binary:: Zm9*\n", 1, LdifErrorKind::Base64),
        ("\nuserCertificate;binary:: Zm9\n", 2, LdifErrorKind::Base64),
        ("no attribute\n", 1, LdifErrorKind::NotAnAttribute),
        (" folded first\n", 1, LdifErrorKind::NotAnAttribute),
        ("version: 2\n", 1, LdifErrorKind::Version),
        (
            "userCertificate;binary:< file:///x\n",
            1,
            LdifErrorKind::Url,
        ),
        ("dn: c=UT\nchangetype: delete\n", 2, LdifErrorKind::Change),
        (
            "dn: c=UT\nchangetype: modify\nadd: userCertificate;binary\n\
             userCertificate;binary:: Zm9v\n-\nno attribute\n",
            2,
            LdifErrorKind::Change,
        ),
    ] {
        let whole = format!("{text}\n{good}");
        let read: Vec<_> = Reader::new(whole.as_bytes()).collect();
        assert_eq!(read.len(), 2, "{text}: {read:?}");
        let error = read[0].clone().unwrap_err();
        assert_eq!((error.line, error.kind), (line, kind), "{text}");
        assert_eq!(read[1].as_ref().unwrap().bytes, b"foo");
    }
}

/// A file that breaks off in the middle.
struct Broken<'a>(&'a [u8]);

impl Read for Broken<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.0.read(out)? {
            0 => Err(io::ErrorKind::ConnectionReset.into()),
            length => Ok(length),
        }
    }
}

#[test]
fn a_file_that_breaks_off_brings_nothing() {
    let text = file(&[record("ds", "userCertificate;binary", &made().ds)]);
    let mut builder = TrustStore::builder();
    let error = builder.add_ldif(BufReader::new(Broken(&text)), &Source::new("x"));
    let error = error.unwrap_err();
    assert!(
        matches!(error, TrustError::Ldif(ldif) if ldif.is_final()),
        "{error:?}"
    );
    assert_eq!(error.code(), "usage.unreadable");
}

/// Sixty megabytes of one value: no more than the limit is ever held.
#[test]
fn a_value_without_end_is_given_up() {
    let start: &[u8] = b"dn: c=UT\nuserCertificate;binary:: ";
    let endless = io::repeat(b'A').take(60 << 20);
    let rest: &[u8] = b"\nuserCertificate;binary:: Zm9v\n";
    let text = BufReader::new(start.chain(endless).chain(rest));
    let read: Vec<_> = Reader::new(text).collect();
    assert_eq!(read.len(), 2);
    assert_eq!(read[0].clone().unwrap_err().kind, LdifErrorKind::TooLarge);
    assert_eq!(read[1].as_ref().unwrap().bytes, b"foo");
}

#[test]
fn text_inside_a_value_is_no_file() {
    let inner = file(&[record("ds", "userCertificate;binary", &made().ds)]);
    let text = file(&[record("ml", "pkdMasterListContent", &inner)]);
    let error = add(&text, &Source::new("x")).unwrap_err();
    assert_eq!(error, TrustError::NotRecognised);
}

#[test]
fn cut_and_changed_files_are_read_to_their_end() {
    let text = file(&[
        record("ds", "userCertificate;binary", &made().ds),
        record("ca", "cACertificate;binary", &made().other),
    ]);
    for end in (0..text.len()).step_by(7) {
        for value in Reader::new(&text[..end]).flatten() {
            let _ = Certificate::parse(&value.bytes);
        }
        let mut changed = text.clone();
        changed[end] ^= 0x1A;
        let _ = add(&changed, &Source::new("x"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Any text, in pieces of any size, gives the same items.
    #[test]
    fn buffers_do_not_matter(
        text in "(dn|version|changetype|usercertificate|x)?:{0,2}[ A-Za-z0-9=#\r\n:<-]{0,80}",
        size in 1_usize..9,
    ) {
        let whole: Vec<_> = Reader::new(text.as_bytes()).collect();
        let pieces: Vec<_> = Reader::new(BufReader::with_capacity(size, text.as_bytes())).collect();
        prop_assert_eq!(whole, pieces);
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What openssl encodes comes out again, whatever the fold.
    #[test]
    fn base64_of_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200), crlf: bool) {
        let end = if crlf { "\r\n" } else { "\n" };
        let text = format!("dn: x{end}{}", line("userCertificate;binary", &bytes, end));
        prop_assert_eq!(&values(text.as_bytes())[0].bytes, &bytes);
    }
}

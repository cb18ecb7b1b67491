//! Lists by `openssl ca -gencrl`, compared with what `openssl crl` says of them.

use crate::common::openssl::{Key, run};
use std::fs;
use std::path::Path;
use std::process::Command;
use vidimus_trust::crl::Entry;
use vidimus_trust::{Crl, Import, Outcome, Source, TrustStore};

/// Serial number, date and reason as the database of `openssl ca` has them.
const REVOKED: [(&str, &str, &str); 5] = [
    ("07", "260301120000Z", "keyCompromise"),
    ("8F00", "260302120000Z", ""),
    (
        "0123456789ABCDEF0123456789ABCDEF01234567",
        "260303120000Z",
        "superseded",
    ),
    (
        "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        "260304120000Z",
        "cessationOfOperation",
    ),
    (
        "80",
        "260305120000Z",
        "holdInstruction,holdInstructionReject",
    ),
];

/// A self-signed authority and its empty or filled list, DER each.
fn authority(folder: &Path, kind: &str, pss: bool) -> (Vec<u8>, Vec<u8>) {
    let key = Key::generate(&format!("list-{}-{pss}", kind.replace(':', "-")), kind);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    fs::write(path("index.txt"), database()).unwrap();
    fs::write(path("number"), "1F\n").unwrap();
    fs::write(path("ca.cnf"), configuration(folder)).unwrap();
    let padding: &[&str] = match pss {
        true => &[
            "-sigopt",
            "rsa_padding_mode:pss",
            "-sigopt",
            "rsa_pss_saltlen:32",
        ],
        false => &[],
    };
    let (certificate, config) = (path("csca.pem"), path("ca.cnf"));
    let key_file = key.file().to_str().unwrap();
    let subject = "/C=UT/O=Utopia Ministry/CN=CSCA Utopia";
    let request = [
        "req",
        "-new",
        "-x509",
        "-key",
        key_file,
        "-subj",
        subject,
        "-config",
        &config,
        "-days",
        "3650",
        "-sha256",
        "-out",
        &certificate,
    ];
    run(&[&request[..], padding].concat(), &[]);
    let list = path("list.pem");
    let generate = [
        "ca",
        "-gencrl",
        "-config",
        &config,
        "-cert",
        &certificate,
        "-keyfile",
        key_file,
        "-md",
        "sha256",
        "-crl_lastupdate",
        "20260515000000Z",
        "-crl_nextupdate",
        "20510801000000Z",
        "-out",
        &list,
    ];
    run(&[&generate[..], padding].concat(), &[]);
    let der = |tool: &str, file: &str| run(&[tool, "-in", file, "-outform", "DER"], &[]);
    (der("x509", &certificate), der("crl", &list))
}

fn database() -> String {
    REVOKED
        .iter()
        .map(|(serial, date, reason)| {
            let reason = if reason.is_empty() {
                String::new()
            } else {
                format!(",{reason}")
            };
            format!("R\t350101000000Z\t{date}{reason}\t{serial}\tunknown\t/C=UT/CN=Signer\n")
        })
        .collect()
}

fn configuration(folder: &Path) -> String {
    let folder = folder.to_str().unwrap();
    format!(
        "[ca]\ndefault_ca=d\n[d]\ndatabase={folder}/index.txt\ncrlnumber={folder}/number\n\
         unique_subject=no\ncrl_extensions=e\n[e]\nauthorityKeyIdentifier=keyid:always\n\
         [req]\ndistinguished_name=n\nx509_extensions=c\nprompt=no\n[n]\n[c]\n\
         basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n\
         subjectKeyIdentifier=hash\n"
    )
}

/// Seconds since 1970 of a date as OpenSSL writes it, by the system's `date`.
fn seconds(text: &str) -> i64 {
    let output = Command::new("date")
        .args(["-u", "+%s", "-d", text])
        .output();
    let text = String::from_utf8(output.unwrap().stdout).unwrap();
    text.trim().parse().unwrap()
}

fn hex(bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    hex.strip_prefix("00").unwrap_or(&hex).to_owned()
}

/// What `openssl crl` says: serial number, date, and whether there is a reason and which.
fn openssl_entries(text: &str) -> Vec<(String, i64, Option<String>)> {
    let mut entries: Vec<(String, i64, Option<String>)> = Vec::new();
    let mut lines = text.lines().map(str::trim);
    while let Some(line) = lines.next() {
        if let Some(serial) = line.strip_prefix("Serial Number: ") {
            entries.push((serial.to_owned(), 0, None));
        } else if let Some(date) = line.strip_prefix("Revocation Date: ") {
            entries.last_mut().unwrap().1 = seconds(date);
        } else if line == "X509v3 CRL Reason Code:" {
            entries.last_mut().unwrap().2 = lines.next().map(str::to_owned);
        }
    }
    entries
}

/// The words that OpenSSL has for our name of a reason.
fn words(entry: &Entry<'_>) -> Option<String> {
    let words: Vec<String> = entry.reason?.as_str().split('_').map(capital).collect();
    Some(words.join(" "))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn check(kind: &str, pss: bool) {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, der) = authority(folder.path(), kind, pss);
    let crl = Crl::parse(&der).unwrap();
    let ask = |option: &str| {
        let text = run(&["crl", "-inform", "DER", "-noout", option], &der);
        String::from_utf8(text).unwrap()
    };
    let expected = openssl_entries(&ask("-text"));
    let ours: Vec<_> = crl
        .entries()
        .map(|entry| (hex(entry.serial), entry.date, words(&entry)))
        .collect();
    assert_eq!(ours.len(), REVOKED.len());
    assert_eq!(ours, expected, "{kind}");
    assert_eq!(
        crl.this_update(),
        seconds(ask("-lastupdate").trim().split_once('=').unwrap().1)
    );
    let next = ask("-nextupdate");
    assert_eq!(
        crl.next_update(),
        Some(seconds(next.trim().split_once('=').unwrap().1))
    );
    assert_eq!(
        ask("-crlnumber").trim(),
        format!("crlNumber=0x{}", hex(crl.number().unwrap()))
    );
    assert_eq!(
        ask("-issuer").trim().replace(' ', ""),
        format!("issuer={}", crl.issuer()).replace(' ', "")
    );
    assert_eq!(crl.unusable(), None);
    for (serial, ..) in &expected {
        let entry = crl
            .entries()
            .find(|entry| hex(entry.serial) == *serial)
            .unwrap();
        assert_eq!(crl.find(entry.serial), Some(entry), "{serial}");
    }
    assert_eq!(crl.find(&[6]), None);
    let mut builder = TrustStore::builder();
    builder.add(&certificate, &Source::new("csca.cer")).unwrap();
    let import: Import = builder.add(&der, &Source::new("list.crl")).unwrap();
    assert_eq!(import.list_signature, Outcome::Passed, "{kind}");
    assert_eq!(import.crl_entries, Some(REVOKED.len()));
    let mut broken = der.clone();
    *broken.last_mut().unwrap() ^= 1;
    assert!(
        builder.add(&broken, &Source::new("list.crl")).is_err(),
        "{kind}"
    );
}

#[test]
fn rsa() {
    check("rsa:2048", false);
}

#[test]
fn rsa_pss() {
    check("rsa:2048", true);
}

#[test]
fn ecdsa_explicit_brainpool() {
    check("ec:brainpoolP256r1:explicit", false);
    check("ec:brainpoolP512r1:explicit", false);
}

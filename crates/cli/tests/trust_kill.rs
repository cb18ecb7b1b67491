//! `trust add` that is killed anywhere: the old store or the new one is there, whole. And a
//! directory of 100 MB in little memory.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use vidimus::trust::Certificate;
use vidimus::{Act, TrustFolder};

/// A certificate by openssl, in DER.
fn certificate(folder: &Path, name: &str, authority: bool) -> Vec<u8> {
    let out = folder.join(name);
    let usage = if authority {
        "critical,keyCertSign,cRLSign"
    } else {
        "critical,digitalSignature"
    };
    let constraints = if authority {
        "critical,CA:TRUE"
    } else {
        "CA:FALSE"
    };
    let done = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
        ])
        .args([
            "-subj",
            &format!("/C=UT/CN={name}"),
            "-days",
            "9000",
            "-outform",
            "DER",
        ])
        .args(["-addext", &format!("keyUsage={usage}")])
        .args(["-addext", &format!("basicConstraints={constraints}")])
        .args(["-set_serial", "0x0102030405060708"])
        .arg("-keyout")
        .arg(folder.join("key"))
        .arg("-out")
        .arg(&out)
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(done.success());
    fs::read(out).unwrap()
}

fn base64(bytes: &[u8], out: &mut Vec<u8>) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut column = 0;
    for three in bytes.chunks(3) {
        let mut four = [0; 4];
        four[1..=three.len()].copy_from_slice(three);
        let bits = u32::from_be_bytes(four);
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at)) as usize & 63];
            out.push(if at <= three.len() { digit } else { b'=' });
        }
        column += 4;
        if column % 76 == 0 {
            out.extend_from_slice(b"\n ");
        }
    }
    out.push(b'\n');
}

/// Writes a directory of at least `bytes`: one authority, then `serials` signers that differ in
/// their serial numbers, again and again. Their signatures are wrong, which nobody looks at here.
fn directory(path: &Path, bytes: usize, serials: u32) {
    let folder = path.parent().unwrap();
    let ca = certificate(folder, "Utopia CSCA", true);
    let template = issued(&certificate(folder, "Utopia DS", false));
    let serial = b"\x02\x08\x01\x02\x03\x04\x05\x06\x07\x08";
    let place = template
        .windows(serial.len())
        .position(|found| found == serial)
        .unwrap();
    let mut out = BufWriter::new(File::create(path).unwrap());
    let mut text = b"version: 1\n\ndn: cn=ca,c=UT\ncACertificate;binary:: ".to_vec();
    base64(&ca, &mut text);
    out.write_all(&text).unwrap();
    let (mut written, mut number) = (text.len(), 0_u32);
    while written < bytes {
        let mut signer = template.clone();
        signer[place + 6..place + 10].copy_from_slice(&(number % serials).to_be_bytes());
        text = format!("\ndn: cn={number},o=dsc,c=UT\nuserCertificate;binary:: ").into_bytes();
        base64(&signer, &mut text);
        out.write_all(&text).unwrap();
        written += text.len();
        number += 1;
    }
    out.flush().unwrap();
}

/// The issuer's name of another length of the same size, so that it is not self-issued.
fn issued(der: &[u8]) -> Vec<u8> {
    let mut der = der.to_vec();
    let place = der
        .windows(9)
        .position(|found| found == b"Utopia DS")
        .unwrap();
    der[place] = b'X';
    assert!(Certificate::parse(&der).is_ok());
    der
}

fn vidimus(place: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_vidimus"))
        .current_dir(place)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// How many anchors there are; the store must load, whole.
fn anchors(place: &TempDir) -> usize {
    let loaded = TrustFolder::open(place.path().join("trust"))
        .load()
        .unwrap();
    assert!(loaded.left_out.is_empty());
    loaded.builder.build().len()
}

fn files(place: &TempDir) -> usize {
    fs::read_dir(place.path().join("trust/objects")).map_or(0, Iterator::count)
}

#[test]
fn killed_anywhere() {
    let place = tempfile::tempdir().unwrap();
    let list = place.path().join("pkd.ldif");
    directory(&list, 400_000, u32::MAX);
    let own = place.path().join("own.cer");
    fs::write(&own, certificate(place.path(), "Own CSCA", true)).unwrap();
    let add = [
        "--trust",
        "trust",
        "trust",
        "add",
        "--unvouched",
        "pkd.ldif",
    ];
    let reset = || {
        let mut folder = TrustFolder::open(place.path().join("trust"));
        let _ = folder.remove("pkd.ldif");
        folder.add(&own, Act::Own, 1_795_305_600).unwrap();
    };
    reset();
    let mut seen = [0_usize; 2];
    for round in 0..80_u64 {
        let mut child = vidimus(place.path(), &add);
        // spread over the whole run, by steps that have no common measure with it
        std::thread::sleep(Duration::from_micros(round * 7919 % 60_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = anchors(&place);
        assert!(now == 1 || now == 2, "round {round}: {now} anchors");
        seen[now - 1] += 1;
        if now == 2 {
            // all of it: the authority and the signers, beside the user's own
            assert_eq!(files(&place), 3, "round {round}");
            reset();
        }
    }
    assert!(seen[0] > 0, "{seen:?}");
    let mut child = vidimus(place.path(), &add);
    assert!(child.wait().unwrap().success());
    assert_eq!((anchors(&place), files(&place)), (2, 3));
    let stray = fs::read_dir(place.path().join("trust")).unwrap().flatten();
    assert!(
        !stray
            .into_iter()
            .any(|entry| entry.file_name().to_string_lossy().ends_with(".partial"))
    );
}

/// The most memory a process had, in kB (`VmHWM`), seen while it runs.
fn peak(child: &mut Child) -> u64 {
    let mut peak = 0;
    loop {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let number = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
        peak = peak.max(number.unwrap_or(0));
        if child.try_wait().unwrap().is_some() {
            return peak;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_directory_of_100_mb_takes_little_memory() {
    let place = tempfile::tempdir().unwrap();
    directory(&place.path().join("pkd.ldif"), 100 << 20, 20_000);
    let add = [
        "--trust",
        "trust",
        "trust",
        "add",
        "--unvouched",
        "pkd.ldif",
    ];
    let mut child = vidimus(place.path(), &add);
    let peak = peak(&mut child);
    assert!(child.wait().unwrap().success());
    assert!(peak < 64 << 10, "{peak} kB");
    assert_eq!((anchors(&place), files(&place)), (1, 2));
}

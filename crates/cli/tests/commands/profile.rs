//! `--profile` and `--qr-file`: named wrongly, written wrongly, with the wrong key; and what a
//! citizen card's files are taken for.

use crate::common::{Case, Sandbox, check};
use vidimus::chip::personalise::{Preset, ProofSpec};

/// A code whose name is a canary; nobody has the number.
const QR: &str = "000090000017||CANARYSURNAME|31121990|Nam|CANARYPLACE|01072021";

#[test]
fn profiles() {
    let sandbox = Sandbox::new();
    sandbox.write("key.toml", "name = \"own\"\nacces.protocols = [\"pace\"]\n");
    sandbox.write(
        "value.toml",
        "name = \"own\"\naccess.protocols = [\"none\"]\n",
    );
    sandbox.write("syntax.toml", "name = \"own\"\n[match\n");
    sandbox.write("taken.toml", "name = \"vn-cccd\"\n");
    sandbox.write(
        "own.toml",
        "name = \"own\"\naccess.passwords = [\"can\", \"qr\"]\n",
    );
    let cases = [
        Case::new(
            "read-profile-unknown",
            2,
            "read --mrz-file mrz.txt --profile vn",
        ),
        Case::new(
            "read-profile-unknown-vi",
            2,
            "read --mrz-file mrz.txt --profile vn --lang vi",
        ),
        Case::new(
            "read-profile-key",
            2,
            "read --mrz-file mrz.txt --profile key.toml",
        ),
        Case::new(
            "read-profile-value",
            2,
            "read --mrz-file mrz.txt --profile value.toml",
        ),
        Case::new(
            "read-profile-syntax",
            2,
            "read --mrz-file mrz.txt --profile syntax.toml",
        ),
        Case::new(
            "read-profile-taken",
            2,
            "read --mrz-file mrz.txt --profile taken.toml",
        ),
        Case::new(
            "read-profile-empty",
            2,
            "read --mrz-file mrz.txt --profile empty",
        ),
        Case::new(
            "read-profile-random",
            2,
            "read --mrz-file mrz.txt --profile random",
        ),
        Case::new(
            "read-profile-folder",
            2,
            "read --mrz-file mrz.txt --profile doc",
        ),
        Case::new(
            "read-profile-wrong-key",
            2,
            "read --mrz-file mrz.txt --profile eu-id-card",
        ),
        Case::new(
            "read-profile-wrong-key-own",
            2,
            "read --mrz-file mrz.txt --profile own.toml --lang vi",
        ),
        Case::new("read-profile", 5, "read --mrz-file mrz.txt --profile icao"),
        Case::new("verify-profile-unknown", 2, "verify doc --profile none"),
        Case::new("replay-profile-unknown", 2, "replay doc --profile none"),
        // a document of another kind: told, and judged all the same
        Case::new(
            "verify-profile-contradicted",
            0,
            "verify doc --trust trust --at 2027-01-01 --profile vn-cccd",
        ),
    ];
    check(&sandbox, &cases);
}

#[test]
fn codes() {
    let sandbox = Sandbox::new();
    sandbox.write("qr.txt", QR);
    sandbox.write("date.txt", QR.replace("31121990", "31131990"));
    sandbox.write(
        "short.txt",
        QR.split('|').take(6).collect::<Vec<_>>().join("|"),
    );
    let cases = [
        Case::new("read-qr-argument", 2, "read --qr 000090000017"),
        Case::new("read-qr-empty", 2, "read --qr-file empty"),
        Case::new("read-qr-random", 2, "read --qr-file random"),
        Case::new("read-qr-zone", 2, "read --qr-file mrz.txt"),
        Case::new("read-qr-date", 2, "read --qr-file date.txt"),
        Case::new("read-qr-short", 2, "read --qr-file short.txt --lang vi"),
        Case::new("read-qr-missing", 2, "read --qr-file nothing.txt"),
        Case::new(
            "read-qr-and-mrz",
            2,
            "read --qr-file qr.txt --mrz-file mrz.txt",
        ),
        Case::new(
            "read-qr-not-of-profile",
            2,
            "read --qr-file qr.txt --profile eu-id-card",
        ),
        Case::new("read-qr", 5, "read --qr-file qr.txt --access bac"),
        Case::new("read-qr-stdin", 5, "read --qr-file -").stdin(QR.as_bytes()),
    ];
    check(&sandbox, &cases);
}

/// The files of a card and of a card without portrait, whose holder nobody is.
#[test]
fn a_citizen_card_is_known_by_its_files() {
    let sandbox = Sandbox::new();
    for (folder, portrait) in [("card", true), ("child", false)] {
        let mut spec = Preset::find("vn-cccd-bac").unwrap().spec().unwrap();
        spec.proofs = ProofSpec::default();
        spec.com = None;
        spec.groups.retain(|group, _| match group.number() {
            1 | 13 => true,
            number => number == 2 && portrait,
        });
        let made = spec.personalise().unwrap();
        for (file, bytes) in &made.files {
            sandbox.write(&format!("{folder}/{}", file.file_name()), bytes);
        }
        sandbox.write("vn.cer", &made.csca);
    }
    let cases = [
        Case::new(
            "verify-citizen",
            0,
            "verify card --trust vn.cer --at 2027-01-01",
        ),
        Case::new(
            "verify-citizen-vi",
            0,
            "verify card --trust vn.cer --at 2027-01-01 --lang vi",
        ),
        Case::new(
            "verify-citizen-child",
            0,
            "verify child --trust vn.cer --at 2027-01-01",
        ),
        Case::new(
            "verify-citizen-child-vi",
            0,
            "verify child --trust vn.cer --at 2027-01-01 --lang vi",
        ),
        Case::new(
            "verify-citizen-child-icao",
            3,
            "verify child --trust vn.cer --at 2027-01-01 --profile icao",
        ),
    ];
    check(&sandbox, &cases);
}

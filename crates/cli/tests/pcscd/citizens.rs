//! A citizen card in a reader, opened by zone, by number and by the QR code alone.

use crate::common::{Run, Sandbox};
use crate::stack::{Card, READER, run, there_is_a_stack};
use vidimus::chip::persona::{Citizen, QrFields};
use vidimus::chip::personalise::Preset;
use vidimus_testkit::{PcscService, Readers};

/// Keys and the authority's certificate.
fn prepare(sandbox: &Sandbox) -> &'static Citizen {
    let citizen = Citizen::named('a').unwrap();
    let made = Preset::find("vn-cccd-a").unwrap().spec().unwrap();
    let made = made.personalise().unwrap();
    sandbox.write("zone.txt", &made.printed_mrz);
    sandbox.write("can.txt", citizen.can());
    sandbox.write("qr.txt", citizen.qr(QrFields::Seven));
    sandbox.write("newer.txt", citizen.qr(QrFields::Eleven));
    let other = Citizen::named('b').unwrap();
    sandbox.write("other.txt", other.qr(QrFields::Seven));
    sandbox.write("vn.cer", &made.csca);
    citizen
}

fn read(service: &PcscService, sandbox: &Sandbox, more: &[&str]) -> Run {
    let base = [
        "read",
        "--trust",
        "vn.cer",
        "--at",
        "2027-01-01",
        "--reader",
        READER,
    ];
    run(service, sandbox, &[&base[..], more].concat())
}

#[test]
fn pcscd_a_citizen_card_opens_by_zone_by_number_and_by_code() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = (PcscService::start(Readers::Virtual), Sandbox::new());
    let citizen = prepare(&sandbox);
    let _card = Card::insert(&service, &sandbox, &["--preset", "vn-cccd-a"]);
    for key in [
        ["--mrz-file", "zone.txt"],
        ["--can-file", "can.txt"],
        ["--qr-file", "qr.txt"],
        ["--qr-file", "newer.txt"],
    ] {
        let live = read(&service, &sandbox, &[&key[..], &["--json"]].concat());
        assert_eq!(live.code, 0, "{key:?}: {}{}", live.stdout, live.stderr);
        let report = live.json();
        assert_eq!(report["profile"]["name"], "vn-cccd", "{key:?}");
        assert_eq!(report["profile"]["reason"], "card_access");
        assert_eq!(report["access"]["protocol"], "pace");
        for secret in [citizen.number, citizen.name, citizen.can()] {
            assert!(!live.stdout.contains(secret) && !live.stderr.contains(secret));
        }
    }
    // somebody else's code opens nothing, and says so in the reader's language
    let wrong = read(
        &service,
        &sandbox,
        &["--qr-file", "other.txt", "--lang", "vi"],
    );
    assert_eq!(wrong.code, 4, "{}{}", wrong.stdout, wrong.stderr);
    // a profile that does not fit: nothing is sent
    let asked = [
        "--mrz-file",
        "zone.txt",
        "--profile",
        "eu-id-card",
        "--json",
    ];
    let refused = read(&service, &sandbox, &asked);
    assert_eq!(refused.code, 2, "{}{}", refused.stdout, refused.stderr);
    assert_eq!(refused.json()["code"], "usage.key_not_in_profile");
}

/// Without PACE the day of expiry has to be found; the recording holds what found it.
#[test]
fn pcscd_a_code_alone_opens_a_card_without_pace_and_is_recorded() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = (PcscService::start(Readers::Virtual), Sandbox::new());
    prepare(&sandbox);
    let _card = Card::insert(&service, &sandbox, &["--preset", "vn-cccd-bac"]);
    let more = [
        "--qr-file",
        "qr.txt",
        "--record",
        "r.session.jsonl",
        "--json",
    ];
    let live = read(&service, &sandbox, &more);
    assert_eq!(live.code, 0, "{}{}", live.stdout, live.stderr);
    let report = live.json();
    assert_eq!(report["access"]["protocol"], "bac");
    assert_eq!(report["profile"]["reason"], "mrz");
    let arguments = [
        "replay",
        "r.session.jsonl",
        "--trust",
        "vn.cer",
        "--at",
        "2027-01-01",
        "--json",
    ];
    let replayed = Run::new(&sandbox, &arguments);
    assert_ne!(replayed.code, 6, "{}{}", replayed.stdout, replayed.stderr);
    assert_eq!(replayed.json()["apdu"]["count"], report["apdu"]["count"]);
}

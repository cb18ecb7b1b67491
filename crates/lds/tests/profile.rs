//! Which profile is chosen, and why.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use proptest::prelude::*;
use vidimus_lds::evidence::{Application, Evidence, FileState, Printed};
use vidimus_lds::profile::{
    ChoiceReason, Dg13Decoder, MrzRules, Observed, OpeningProtocol, PasswordSource, Profile,
    ProfileChoice, QrContent, choose,
};
use vidimus_lds::{DataGroup, File};
use vidimus_mrz::Mrz;

const CITIZEN: &str = "IDVNM0900000177000090000017<<7\n9012318M3012316VNM<<<<<<<<<<<6\n\
                       NGUYEN<<VAN<MAU<<<<<<<<<<<<<<<";
const GERMAN: &str = "IDD<<T220001293<<<<<<<<<<<<<<<\n6408125<2010315D<<<<<<<<<<<<<4\n\
                      MUSTERMANN<<ERIKA<<<<<<<<<<<<<";
const PASSPORT: &str = "P<UTOSPECIMEN<<ADA<GRACE<<<<<<<<<<<<<<<<<<<<\n\
                        X000000012UTO8001014F3912313<<<<<<<<<<<<<<00";
const QR: &str = "000090000017|000000017|Nguyễn Văn Mẫu|31121990|Nam|Số 1 Đường Thử|01072021";

fn mrz(text: &str) -> Option<Mrz> {
    Some(Mrz::parse(text).expect("a zone"))
}

/// EF.CardAccess of the citizen card, from the profile.
fn card_access() -> &'static [u8] {
    Profile::named("vn-cccd")
        .unwrap()
        .card_access_fallback()
        .unwrap()
}

fn chosen(observed: &Observed<'_>) -> (String, ChoiceReason) {
    let choice = ProfileChoice::Auto;
    let chosen = choose(&choice, observed);
    (chosen.profile.name().to_owned(), chosen.reason)
}

/// What was observed of a passport or card: EF.CardAccess, zone, QR code.
fn seen<'a>(
    card_access: Option<&'a [u8]>,
    zone: Option<&str>,
    qr: Option<&'a str>,
) -> Observed<'a> {
    Observed {
        card_access,
        mrz: zone.and_then(mrz),
        qr,
        ..Observed::default()
    }
}

#[test]
fn what_was_observed_decides() {
    use ChoiceReason::{CardAccess, Default, Mrz, Qr};
    // PACE, but not as the citizen card has it
    let pace: &[u8] = &[
        0x31, 0x14, 0x30, 0x12, 0x06, 0x0A, 4, 0, 0x7F, 0, 7, 2, 2, 4, 2, 2, 2, 1, 2, 2, 1, 12,
    ];
    let (pace, card, none) = (Some(pace), Some(card_access()), Some(&[0x31, 0][..]));
    let site = Some("https://example.org");
    let table = [
        (seen(None, None, None), "icao", Default),
        (seen(None, Some(PASSPORT), None), "icao", Default),
        (seen(None, Some(CITIZEN), None), "vn-cccd", Mrz),
        (seen(None, None, Some(QR)), "vn-cccd", Qr),
        (seen(None, None, site), "icao", Default),
        (seen(card, None, None), "vn-cccd", CardAccess),
        (seen(card, Some(CITIZEN), None), "vn-cccd", CardAccess),
        // the zone outweighs what another state's card may have as well
        (seen(card, Some(GERMAN), Some(QR)), "eu-id-card", Mrz),
        (seen(card, Some(PASSPORT), None), "icao", Default),
        // another batch of chips may have another file
        (seen(pace, Some(CITIZEN), None), "vn-cccd", Mrz),
        (seen(pace, Some(GERMAN), None), "eu-id-card", Mrz),
        // a card that offers no PACE is none by the regulation
        (seen(None, Some(GERMAN), None), "icao", Default),
        (seen(none, Some(GERMAN), None), "icao", Default),
    ];
    for (observed, name, reason) in table {
        assert_eq!(chosen(&observed), (name.to_owned(), reason), "{observed:?}");
    }
    let licence = Observed {
        application: Application::DrivingLicence,
        ..seen(card, None, Some(QR))
    };
    let expected = ("iso18013".to_owned(), ChoiceReason::ApplicationId);
    assert_eq!(chosen(&licence), expected);
}

#[test]
fn a_named_profile_is_used_whatever_was_observed() {
    let choice = ProfileChoice::named(Profile::named("eu-id-card").unwrap().clone());
    let observed = Observed {
        mrz: mrz(CITIZEN),
        ..Observed::default()
    };
    let chosen = choose(&choice, &observed);
    assert_eq!(
        (chosen.profile.name(), chosen.reason),
        ("eu-id-card", ChoiceReason::Asked)
    );
    assert!(chosen.profile.is_contradicted(&observed));
}

#[test]
fn evidence_says_what_was_observed() {
    let zone = CITIZEN.replace('\n', "");
    let mut dg1 = vec![0x61, 93, 0x5F, 0x1F, 90];
    dg1.extend_from_slice(zone.as_bytes());
    let mut evidence = Evidence {
        printed: Printed {
            qr: Some(QR.into()),
            ..Printed::default()
        },
        ..Evidence::default()
    };
    assert_eq!(
        chosen(&Observed::of(&evidence)),
        ("vn-cccd".to_owned(), ChoiceReason::Qr)
    );
    evidence
        .files
        .insert(File::Dg(DataGroup::DG1), FileState::Read(dg1));
    assert_eq!(
        chosen(&Observed::of(&evidence)),
        ("vn-cccd".to_owned(), ChoiceReason::Mrz)
    );
    evidence
        .files
        .insert(File::CardAccess, FileState::Read(card_access().to_vec()));
    assert_eq!(
        chosen(&Observed::of(&evidence)),
        ("vn-cccd".to_owned(), ChoiceReason::CardAccess)
    );
    evidence.application = Application::DrivingLicence;
    assert_eq!(
        chosen(&Observed::of(&evidence)),
        ("iso18013".to_owned(), ChoiceReason::ApplicationId)
    );
}

#[test]
fn quirks_are_known_by_name() {
    let own = |list: &str| Profile::from_toml(&format!("name = \"own\"\nquirks.known = [{list}]"));
    let known = own("\"read.no_sfi\", \"read.no_overrun\"").unwrap();
    let names: Vec<_> = known.known_quirks().iter().map(|one| one.word()).collect();
    assert_eq!(names, ["read.no_sfi", "read.no_overrun"]);
    // one that cannot be prepared for, and one that does not exist
    assert!(own("\"pace.always_tag84\"").is_err() && own("\"read.nothing\"").is_err());
}

#[test]
fn what_the_built_in_ones_say() {
    let profile = |name| Profile::named(name).expect("built in");
    let citizen = profile("vn-cccd");
    assert_eq!(citizen.dg13_decoder(), Some(Dg13Decoder::VietnameseDetails));
    assert_eq!(citizen.mrz_rules(), Some(MrzRules::VietnameseCitizen));
    assert_eq!(citizen.qr_content(), Some(QrContent::VietnameseCitizen));
    assert!(citizen.waived().contains(&DataGroup::DG2));
    let european = profile("eu-id-card");
    assert_eq!(european.passwords(), [PasswordSource::Can]);
    assert_eq!(european.protocols(), [OpeningProtocol::Pace]);
    assert!(european.waived().is_empty() && profile("icao").waived().is_empty());
    assert_eq!(
        profile("iso18013").application(),
        Application::DrivingLicence
    );
    assert_eq!(Profile::named("vn"), None);
    for built_in in Profile::built_in() {
        assert!(!built_in.title("en").is_empty() && built_in.title("en") != built_in.title("vi"));
    }
}

proptest! {
    /// Whatever is observed, there is a profile, nothing contradicts it, and no reason is given
    /// that does not hold.
    #[test]
    fn no_contradicted_profile_is_chosen(
        licence: bool,
        card_access in proptest::option::of(prop_oneof![
            Just(card_access().to_vec()),
            proptest::collection::vec(any::<u8>(), 0..80),
        ]),
        zone in proptest::option::of(prop_oneof![Just(CITIZEN), Just(GERMAN), Just(PASSPORT)]),
        qr in proptest::option::of(prop_oneof![Just(QR.to_owned()), ".{0,60}"]),
    ) {
        let observed = Observed {
            application: if licence { Application::DrivingLicence } else { Application::Emrtd },
            card_access: card_access.as_deref(),
            mrz: zone.and_then(mrz),
            qr: qr.as_deref(),
        };
        let choice = ProfileChoice::Auto;
        let chosen = choose(&choice, &observed);
        if chosen.reason == ChoiceReason::Default {
            prop_assert_eq!(chosen.profile, Profile::icao());
        } else {
            prop_assert!(!chosen.profile.is_contradicted(&observed));
            prop_assert_eq!(chosen.profile.fits(&observed), Some(chosen.reason));
        }
        prop_assert!(chosen.reason != ChoiceReason::Mrz || zone.is_some());
        prop_assert!(chosen.reason != ChoiceReason::CardAccess || card_access.is_some());
    }
}

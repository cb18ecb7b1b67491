//! Evidence as JSON: nothing is lost on the way, but what was live is live no more.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]
#![cfg(feature = "serde")]

use vidimus_lds::evidence::{
    ActiveAuthentication, Application, ChallengeSource, ChipAuthentication, ChipEvidence,
    CipherName, EffectiveRights, Evidence, FileState, PaceCam, PaceUsed, Printed, Source,
    StepState, TerminalAuthentication,
};
use vidimus_lds::security_info::{Agreement, Mapping};
use vidimus_lds::{DataGroup, File, Personal};

fn files() -> [FileState; 8] {
    [
        FileState::Read(vec![0x61, 0xFF]),
        FileState::Absent,
        FileState::Denied { status: 0x6982 },
        FileState::NotRequested,
        FileState::Truncated {
            declared: 9,
            bytes: vec![1],
        },
        FileState::TooLarge { declared: 1 << 40 },
        FileState::Failed {
            code: "card.no_progress".into(),
        },
        FileState::Partial { bytes: vec![] },
    ]
}

fn proofs() -> ChipEvidence {
    ChipEvidence {
        active_authentication: Some(ActiveAuthentication {
            challenge: vec![1, 2, 3, 4, 5, 6, 7, 0xC9],
            challenge_source: ChallengeSource::Caller,
            response: Some(vec![0xC9; 3]),
            state: StepState::Passed,
            same_connection: true,
        }),
        chip_authentication: Some(ChipAuthentication {
            state: StepState::Aborted {
                code: "ca.refused".into(),
            },
            oid: "0.4.0.127.0.7.2.2.3.2.2".into(),
            cipher: CipherName::Aes128,
            domain: "brainpoolP256r1".into(),
            key_id: Some("2".into()),
            public_key: vec![0x30, 0xC9],
            inferred_info: false,
            same_connection: false,
        }),
        pace_cam: Some(PaceCam {
            state: StepState::Passed,
            mapping_key: vec![4, 0xC9],
            authentication_data: None,
            parameter_id: 13,
            same_connection: true,
        }),
        terminal_authentication: Some(TerminalAuthentication {
            state: StepState::NotSupported,
            chain: vec!["UTCVCA00001".into()],
            rights: EffectiveRights {
                dg3: true,
                dg4: false,
            },
        }),
    }
}

fn evidence() -> Evidence {
    let mut evidence = Evidence {
        source: Source::Saved {
            reader: "Virtual".into(),
        },
        recorded_at: Some(1_700_000_000),
        chip: proofs(),
        files: File::all().zip(files()).collect(),
        ..Evidence::default()
    };
    evidence.requested.insert(DataGroup::DG2);
    evidence.application = Application::DrivingLicence;
    evidence.printed = Printed {
        mrz: Some(Personal::from("I<UTO")),
        qr: None,
        seal: Some(Personal::new(vec![0xDC, 3])),
    };
    let access = &mut evidence.access;
    access.bac = StepState::Failed {
        code: "bac.mac_mismatch".into(),
    };
    access.cipher = Some(CipherName::TripleDes);
    access.mrz_key = Some(Personal::from("X00000001780010143912319"));
    access.attempts_left = Some(2);
    access.bac_after_pace_failure = true;
    access.pace_info = Some(PaceUsed {
        oid: "0.4.0.127.0.7.2.2.4.6.2".into(),
        mapping: Mapping::ChipAuthentication,
        agreement: Agreement::Ecdh,
        parameter_id: 13,
        domain: "brainpoolP256r1".into(),
    });
    evidence
}

#[test]
fn to_json_and_back() {
    let evidence = evidence();
    let text = serde_json::to_string(&evidence).unwrap();
    for part in [
        r#""EF.ATR/INFO":{"state":"read","is":"61ff"}"#,
        r#""cipher":"3DES""#,
        r#""mapping":"CAM""#,
        r#""challenge":"01020304050607c9""#,
        r#""challenge_source":"caller""#,
        r#""authentication_data":null"#,
        r#""application":"driving_licence""#,
        r#""printed":{"mrz":"I<UTO","qr":null,"seal":"dc03"}"#,
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(serde_json::from_str::<Evidence>(&text).unwrap(), evidence);
    for wrong in [
        r#"{"state":"read","is":"6"}"#,
        r#"{"state":"read","is":"6g"}"#,
    ] {
        assert!(serde_json::from_str::<FileState>(wrong).is_err());
    }
}

#[test]
fn what_was_saved_is_never_live() {
    let live = Evidence {
        source: Source::Reader {
            name: "Virtual".into(),
        },
        ..evidence()
    };
    let text = serde_json::to_string(&live).unwrap();
    assert!(text.contains(r#""source":{"kind":"reader","name":"Virtual"}"#));
    let loaded: Evidence = serde_json::from_str(&text).unwrap();
    assert_eq!(loaded, evidence());
    // once more through the file, and it stays what it is
    let again = serde_json::to_string(&loaded).unwrap();
    assert_eq!(serde_json::from_str::<Evidence>(&again).unwrap(), loaded);
    let recording = Source::Transcript {
        sha256: "00".into(),
    };
    for source in [recording, Source::Files] {
        let text = serde_json::to_string(&source).unwrap();
        assert_eq!(serde_json::from_str::<Source>(&text).unwrap(), source);
    }
}

#[test]
fn evidence_without_proofs_is_read_as_before() {
    let mut value = serde_json::to_value(Evidence::default()).unwrap();
    value.as_object_mut().unwrap().remove("chip");
    let access = value["access"].as_object_mut().unwrap();
    for new in ["pace_info", "attempts_left", "bac_after_pace_failure"] {
        access.remove(new);
    }
    let read: Evidence = serde_json::from_value(value).unwrap();
    assert_eq!(read, Evidence::default());
}

#[test]
fn debug_shows_no_answer_and_no_key() {
    let shown = format!("{:?}", evidence());
    // every hidden value has the byte C9 in it
    assert!(
        !shown.contains("201") && !shown.to_lowercase().contains("c9"),
        "{shown}"
    );
    assert!(shown.contains("public_key_len: 2"));
}

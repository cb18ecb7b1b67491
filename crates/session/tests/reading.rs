//! The cases of reading files, by their ids in the conformance table.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Setup, assert_read, code, dg, named, quirks, spec, state, strict};
use std::collections::BTreeSet;
use vidimus_chip::personalise::FaceSpec;
use vidimus_iso7816::{CommandApdu, Fault as _};
use vidimus_lds::evidence::FileState;
use vidimus_lds::profile::Profile;
use vidimus_lds::{DataGroup, File};
use vidimus_session::{FileSelection, ReadPlan};

/// A chip whose DG2 has this many bytes.
fn large(bytes: usize, faults: &[&str]) -> Setup {
    let mut spec = spec("bac");
    spec.put(2, FaceSpec::sized(bytes).unwrap().to_dg2());
    Setup::of(spec, faults)
}

/// Reads by the plans `field` and `strict`; both must bring EF.SOD, DG1 and DG2, with these
/// quirks.
fn reads_with(setup: &Setup, expected: &[&str]) {
    for plan in [ReadPlan::default(), strict()] {
        let (outcome, _) = setup.read(&plan);
        assert_eq!(code(&outcome), "-");
        assert_eq!(quirks(&outcome), expected);
        for file in [File::Sod, dg(1), dg(2)] {
            assert_read(&outcome, setup, file);
        }
    }
}

/// T51-AP_C_01 and OWN-READ-13.
#[test]
fn a_listed_file_that_is_not_there() {
    for (preset, group, fault) in [
        ("bac", 2, "file-missing:dg=2"),
        ("bac-rich", 11, "file-missing:dg=11"),
    ] {
        let setup = Setup::new(preset, &[fault]);
        let (outcome, _) = setup.read(&ReadPlan::default());
        assert_eq!(code(&outcome), "-");
        assert_eq!(state(&outcome, dg(group)), &FileState::Absent);
        assert_eq!(quirks(&outcome), Vec::<&str>::new());
        assert_read(&outcome, &setup, dg(1));
        assert!(
            outcome
                .evidence
                .requested
                .contains(&DataGroup::new(group).unwrap())
        );
    }
}

/// T51-AP_C_02 and OWN-READ-15: INS B1 beyond 32 767, and not before.
#[test]
fn files_beyond_32_767_bytes() {
    let setup = large(40_000, &[]);
    let (outcome, commands) = setup.read(&ReadPlan::default());
    assert_eq!(code(&outcome), "-");
    assert_read(&outcome, &setup, dg(2));
    let odd: Vec<_> = commands
        .iter()
        .filter(|command| command[1] == 0xB1)
        .collect();
    assert!(!odd.is_empty());
    assert_eq!(quirks(&outcome), Vec::<&str>::new());
    // (40 000 - 32 802) / 228, where 32 802 = 142 * 231 is the first offset beyond 32 767
    assert_eq!(odd.len(), 32);
    let mut spec = spec("bac");
    spec.sod.size = Some(40_000);
    let setup = Setup::of(spec, &[]);
    let (outcome, _) = setup.read(&ReadPlan::default());
    assert_eq!(code(&outcome), "-");
    assert_read(&outcome, &setup, File::Sod);
}

/// T51-AP_C_03.
#[test]
fn a_file_shorter_than_its_header_says() {
    for end in ["6B00", "6282"] {
        let setup = large(
            18_000,
            &[&format!("file-truncated:dg=2;missing=2000;end-sw={end}")],
        );
        let (outcome, _) = setup.read(&ReadPlan::default());
        assert_eq!(code(&outcome), "-");
        let FileState::Truncated { declared, bytes } = state(&outcome, dg(2)) else {
            panic!("{end}: {:?}", state(&outcome, dg(2)))
        };
        // what was read is what is there; the last chunk may be lost to a refusal
        let there = usize::try_from(*declared).unwrap() - 2000;
        assert!((there - 231..=there).contains(&bytes.len()), "{end}");
        let right = &setup.image.files[&dg(2)];
        assert!(bytes[4..] == right[4..bytes.len()], "{end}");
        assert_read(&outcome, &setup, dg(1));
    }
}

/// T51-AP_C_04 to C_06, OWN-SM-14.
#[test]
fn every_way_of_saying_end_of_file() {
    reads_with(
        &Setup::new("bac", &["eof-behaviour:sw=6B00"]),
        &["read.no_overrun"],
    );
    reads_with(&Setup::new("bac", &["eof-behaviour:sw=6282"]), &[]);
    reads_with(
        &Setup::new("bac", &["eof-behaviour:sw=6282;protected=true"]),
        &[],
    );
    reads_with(&Setup::new("bac", &["eof-behaviour:sw=6Cxx"]), &[]);
}

/// T51-AP_C_07.
#[test]
fn odd_instruction_from_the_first_byte() {
    let setup = large(18_000, &["read-odd-ins-only"]);
    reads_with(&setup, &["read.odd_ins"]);
}

/// OWN-READ-02, OWN-READ-12.
#[test]
fn half_answers_are_gone_on_from_and_nothing_is_read_twice() {
    reads_with(
        &Setup::new("bac", &["read-answer-size:sm=true;bytes=half"]),
        &[],
    );
    let setup = Setup::new(
        "bac",
        &["file-content:file=dg2;content=changes-after-first-read"],
    );
    reads_with(&setup, &[]);
}

/// OWN-READ-03.
#[test]
fn more_than_asked_for_in_the_clear() {
    let setup = Setup::new("plain", &["read-answer-size:sm=false;delta=+1"]);
    let (outcome, _) = setup.read(&ReadPlan::default());
    assert_eq!(code(&outcome), "card.too_much_data");
}

/// OWN-READ-04: the size that works is kept.
#[test]
fn a_chip_with_a_small_buffer() {
    let setup = large(18_000, &["le-limit:max=160"]);
    reads_with(&setup, &["read.small_le"]);
    let (_, commands) = setup.read(&ReadPlan::default());
    let dg2 = setup.image.files[&dg(2)].len().div_ceil(160);
    let sod = setup.image.files[&File::Sod].len().div_ceil(160);
    // 4 to open, two refused in the clear and two under protection at most, DG1
    assert!(
        commands.len() <= 4 + 4 + dg2 + sod + 1,
        "{}",
        commands.len()
    );
}

/// OWN-READ-06 and OWN-READ-07.
#[test]
fn selecting_files() {
    let setup = Setup::new("bac", &["sfi-refused:sw=6A86"]);
    reads_with(&setup, &["read.no_sfi"]);
    let setup = Setup::new("bac", &["sfi-refused:sw=6A86", "select-p2:accept=00"]);
    reads_with(&setup, &["read.no_sfi", "select.p2_zero"]);
    reads_with(&Setup::new("bac", &["select-p2:accept=00"]), &[]);
}

/// What a profile knows need not be found out; under `strict` everything is found out.
#[test]
fn quirks_known_beforehand_save_commands() {
    let setup = Setup::new("bac", &["sfi-refused:sw=6A86", "select-p2:accept=00"]);
    let profile = "name = \"staff-card\"\nquirks.known = [\"read.no_sfi\", \"select.p2_zero\"]";
    let known = ReadPlan::default().with_profile(&Profile::from_toml(profile).unwrap());
    let (found_out, trying) = setup.read(&ReadPlan::default());
    let (knew, straight) = setup.read(&known);
    assert_eq!(quirks(&knew), ["read.no_sfi", "select.p2_zero"]);
    assert_eq!(knew.evidence.files, found_out.evidence.files);
    let (straight, trying) = (straight.len(), trying.len());
    assert!(straight < trying, "{straight} {trying}");
    let strict = |plan: ReadPlan| {
        let plan = ReadPlan {
            tolerance_strict: true,
            ..plan
        };
        setup.read(&plan).1
    };
    assert_eq!(strict(known), strict(ReadPlan::default()));
}

/// OWN-READ-10: EF.DIR is never asked for.
#[test]
fn ef_dir_does_not_matter() {
    for content in ["absent", "garbage"] {
        let fault = format!("file-content:file=dir;content={content}");
        reads_with(&Setup::new("bac", &[&fault]), &[]);
    }
}

/// OWN-READ-16.
#[test]
fn extended_reads_that_bring_nothing() {
    let setup = Setup::new("bac", &["apdu-extended:answer=zero"]);
    reads_with(&setup, &["read.extended_zero"]);
}

/// OWN-SM-16.
#[test]
fn announced_buffers_are_used() {
    let setup = Setup::new("bac", &["apdu-extended:buffers=20000"]);
    reads_with(&setup, &[]);
    let (_, commands) = setup.read(&ReadPlan::default());
    let extended = |command: &&Vec<u8>| CommandApdu::parse(command).unwrap().is_extended();
    assert_eq!(commands.iter().filter(extended).count(), 3);
}

/// OWN-SM-15.
#[test]
fn lengths_corrected_by_the_chip() {
    reads_with(&Setup::new("bac", &["sm-length-status:sw=6Cxx"]), &[]);
    let setup = Setup::new("bac", &["sm-length-status:sw=61xx"]);
    reads_with(&setup, &[]);
    let (_, commands) = setup.read(&ReadPlan::default());
    assert!(commands.iter().any(|command| command[..2] == [0x00, 0xC0]));
}

/// OWN-READ-17.
#[test]
fn nothing_three_times_ends_the_read() {
    let setup = Setup::new("bac", &["read-answer-size:sm=true;bytes=0;times=3"]);
    let (outcome, commands) = setup.read(&ReadPlan::default());
    assert_eq!(code(&outcome), "card.no_progress");
    assert_eq!(commands.len(), 4 + 3);
    assert_eq!(outcome.error.unwrap().step(), Some("read.sod"));
}

/// OWN-TLV-10.
#[test]
fn a_file_above_the_cap_is_refused_before_the_second_read() {
    let setup = Setup::new("bac", &["file-declared-size:dg=2;bytes=200000000"]);
    let (outcome, commands) = setup.read(&ReadPlan::default());
    assert_eq!(code(&outcome), "-");
    let FileState::TooLarge { declared } = state(&outcome, dg(2)) else {
        panic!("{:?}", state(&outcome, dg(2)))
    };
    assert!(*declared >= 200_000_000);
    let sod = setup.image.files[&File::Sod].len().div_ceil(231);
    assert_eq!(commands.len(), 4 + sod + 1 + 1);
}

/// OWN-TLV-07 and T35-5.6.4.2.1.
#[test]
fn empty_files_are_read_as_what_they_are() {
    for (file, fault) in [(dg(1), "dg=1"), (File::Sod, "file=sod")] {
        for form in ["0-bytes", if file == dg(1) { "61-00" } else { "77-00" }] {
            let setup = Setup::new("bac", &[&format!("file-empty:{fault};form={form}")]);
            let (outcome, _) = setup.read(&ReadPlan::default());
            assert_eq!(code(&outcome), "-", "{file} {form}");
            let FileState::Read(bytes) = state(&outcome, file) else {
                panic!("{file} {form}: {:?}", state(&outcome, file))
            };
            assert!(bytes.len() <= 2, "{file} {form}");
            assert_read(&outcome, &setup, dg(2));
        }
    }
}

/// OWN-READ-09: a file that is guarded is no failure of the read.
#[test]
fn a_guarded_file() {
    let setup = Setup::new("bac", &["file-denied:dg=2;sw=6982"]);
    let (outcome, _) = setup.read(&ReadPlan::default());
    assert_eq!(code(&outcome), "-");
    assert_eq!(
        state(&outcome, dg(2)),
        &FileState::Denied { status: 0x6982 }
    );
    assert_read(&outcome, &setup, dg(1));
}

/// OWN-PA-20: what was not asked for is named, DG14 joins where it is listed.
#[test]
fn only_what_was_asked_for() {
    let setup = Setup::new("bac-rich", &[]);
    let plan = ReadPlan {
        files: named(&[1, 2]),
        ..ReadPlan::default()
    };
    let (outcome, _) = setup.read(&plan);
    for group in [11, 12] {
        assert_eq!(state(&outcome, dg(group)), &FileState::NotRequested);
    }
    let setup = Setup::new("standard", &[]);
    let (outcome, _) = setup.read(&plan);
    assert_read(&outcome, &setup, dg(14));
    assert_eq!(state(&outcome, dg(15)), &FileState::NotRequested);
}

/// OWN-PA-19.
#[test]
fn all_means_also_what_is_not_listed() {
    let mut spec = spec("bac");
    let unlisted = vec![0x6B, 3, 0x5C, 1, 0];
    spec.replaced.insert(dg(11), Some(unlisted));
    let setup = Setup::of(spec, &[]);
    let plan = ReadPlan {
        files: FileSelection::All,
        ..ReadPlan::default()
    };
    let (outcome, _) = setup.read(&plan);
    assert_eq!(code(&outcome), "-");
    assert_read(&outcome, &setup, dg(11));
    assert_eq!(state(&outcome, dg(16)), &FileState::Absent);
    let all: BTreeSet<_> = DataGroup::all().collect();
    assert_eq!(outcome.evidence.requested, all);
}

/// T51-LDS_H_18 and H_19: without a list DG1 and DG2 are read all the same.
#[test]
fn a_security_object_that_does_not_decode() {
    for delta in ["-1", "+1"] {
        let setup = Setup::new(
            "bac",
            &[&format!("file-outer-length:file=sod;delta={delta}")],
        );
        let (outcome, _) = setup.read(&ReadPlan::default());
        assert_eq!(code(&outcome), "-");
        assert_read(&outcome, &setup, dg(1));
        assert_read(&outcome, &setup, dg(2));
    }
}

/// T35-5.6.4.4.1b.
#[test]
fn ef_com_missing_under_strict() {
    let setup = Setup::new("bac", &["file-missing:file=com"]);
    let (outcome, _) = setup.read(&strict());
    assert_eq!(code(&outcome), "-");
    assert_eq!(state(&outcome, File::Com), &FileState::Absent);
    let (outcome, _) = setup.read(&ReadPlan::default());
    assert!(!outcome.evidence.files.contains_key(&File::Com));
}

/// T51-LDS_K_01 to K_04: buffer sizes of EF.ATR/INFO, right and wrong.
#[test]
fn buffer_sizes_of_ef_atr_info() {
    let cases: [(&[u8], Option<u32>); 4] = [
        (
            &[0x7F, 0x66, 8, 2, 2, 0x07, 0x80, 2, 2, 0x07, 0x80],
            Some(1920),
        ),
        (
            &[0x7F, 0x66, 10, 2, 3, 0, 0x07, 0x80, 2, 3, 0, 0x07, 0x80],
            Some(1920),
        ),
        (&[0x7F, 0x66, 4, 2, 2, 0x07, 0x80], None),
        (&[0x7F, 0x65, 8, 2, 2, 0x07, 0x80, 2, 2, 0x07, 0x80], None),
    ];
    for (file, response) in cases {
        let mut spec = spec("bac");
        spec.atr_info = Some(file.to_vec());
        let mut setup = Setup::of(spec, &[]);
        setup.image.atr = vidimus_chip::CardImage::new(
            [(File::AtrInfo, cases[0].0.to_vec())].into(),
            vidimus_chip::AccessRules::plain(),
        )
        .atr;
        let transport = |setup: &Setup| {
            vidimus_chip::ChipTransport::new(setup.chip())
                .with_limits(vidimus_iso7816::TransportLimits::EXTENDED)
        };
        for plan in [ReadPlan::default(), strict()] {
            let mut log = common::Log::new(transport(&setup));
            let mut entropy = common::Fixed(1);
            let silent = &mut vidimus_session::Silent;
            let outcome =
                vidimus_session::read(&mut log, Some(&setup.key), &plan, &mut entropy, silent);
            let refused = plan.tolerance_strict && response.is_none();
            let expected = if refused { "malformed.atr_info" } else { "-" };
            assert_eq!(code(&outcome), expected, "{file:02X?}");
            let commands = log
                .commands
                .iter()
                .map(|bytes| CommandApdu::parse(bytes).unwrap());
            let largest = commands.filter(CommandApdu::is_extended).count();
            assert_eq!(largest > 0, response.is_some(), "{file:02X?}");
            if !refused {
                assert_read(&outcome, &setup, dg(2));
            }
        }
    }
}

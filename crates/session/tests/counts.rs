//! How many commands the standard document takes: exactly.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Setup, assert_read, code, dg, files_only, quirks};
use vidimus_iso7816::CommandApdu;
use vidimus_lds::File;
use vidimus_session::{ApduMode, ReadPlan};

fn whole(outcome: &vidimus_session::ReadOutcome, setup: &Setup) {
    assert_eq!(code(outcome), "-");
    assert_eq!(quirks(outcome), Vec::<&str>::new());
    for file in [File::Sod, dg(1), dg(2), dg(11), dg(14), dg(15)] {
        assert_read(outcome, setup, file);
    }
}

#[test]
fn short_the_standard_document_takes_97_commands() {
    let mut setup = Setup::new("standard", &[]);
    for end in [
        vidimus_chip::EndOfFile::Success,
        vidimus_chip::EndOfFile::Warning,
    ] {
        setup.image.habits.end_of_file = end;
        let (outcome, commands) = setup.read(&files_only());
        whole(&outcome, &setup);
        assert_eq!(commands.len(), 97, "{end:?}");
        assert_eq!(outcome.evidence.apdu.count, 97);
        let sent: usize = commands.iter().map(Vec::len).sum();
        assert_eq!(outcome.evidence.apdu.sent, sent as u64);
    }
}

#[test]
fn extended_it_takes_11() {
    let mut setup = Setup::new("standard-extended", &[]);
    for end in [
        vidimus_chip::EndOfFile::Success,
        vidimus_chip::EndOfFile::Warning,
    ] {
        setup.image.habits.end_of_file = end;
        for apdu in [ApduMode::Auto, ApduMode::Extended] {
            let plan = ReadPlan {
                apdu,
                ..files_only()
            };
            let (outcome, commands) = setup.read(&plan);
            whole(&outcome, &setup);
            assert_eq!(commands.len(), 11, "{apdu:?} {end:?}");
        }
    }
}

#[test]
fn strict_reads_ef_com_as_well() {
    let setup = Setup::new("standard", &[]);
    let (outcome, commands) = setup.read(&ReadPlan {
        tolerance_strict: true,
        ..files_only()
    });
    whole(&outcome, &setup);
    assert_read(&outcome, &setup, File::Com);
    assert_eq!(commands.len(), 98);
}

#[test]
fn the_first_commands_are_those_of_the_plan() {
    let setup = Setup::new("standard", &[]);
    let (_, commands) = setup.read(&files_only());
    assert_eq!(commands[0], [0x00, 0xB0, 0x9C, 0x00, 231]);
    assert_eq!(commands[1][..5], [0x00, 0xA4, 0x04, 0x0C, 0x07]);
    assert_eq!(commands[1].len(), 12, "no Le");
    assert_eq!(commands[2], [0x00, 0x84, 0x00, 0x00, 0x08]);
    assert_eq!(commands[3][..5], [0x00, 0x82, 0x00, 0x00, 0x28]);
    // the first protected read asks for a full chunk, DO 97 = E7
    assert_eq!(
        commands[4][..8],
        [0x0C, 0xB0, 0x9D, 0x00, 0x0D, 0x97, 0x01, 0xE7]
    );
    // the last read of EF.SOD asks for exactly the rest: 2200 - 9 * 231
    assert_eq!(commands[13][5..8], [0x97, 0x01, 121]);
}

#[test]
fn without_announcement_no_extended_command_leaves() {
    let setup = Setup::new("standard", &[]);
    for apdu in [ApduMode::Auto, ApduMode::Short] {
        let plan = ReadPlan {
            apdu,
            ..files_only()
        };
        let (_, commands) = setup.read(&plan);
        for command in commands {
            assert!(!CommandApdu::parse(&command).unwrap().is_extended());
        }
    }
}

#[test]
fn short_is_short_whatever_is_announced() {
    let setup = Setup::new("standard-extended", &[]);
    let plan = ReadPlan {
        apdu: ApduMode::Short,
        ..files_only()
    };
    let (outcome, commands) = setup.read(&plan);
    whole(&outcome, &setup);
    assert_eq!(commands.len(), 97);
}

#[test]
fn extended_reads_carry_two_bytes_of_le_under_protection() {
    let setup = Setup::new("standard-extended", &[]);
    let (_, commands) = setup.read(&files_only());
    let reads = commands
        .iter()
        .filter(|command| command[..2] == [0x0C, 0xB0]);
    for command in reads {
        let command = CommandApdu::parse(command).unwrap();
        // 20 000 less 64
        assert_eq!(command.data()[..4], [0x97, 0x02, 0x4D, 0xE0]);
        assert_eq!(command.le(), Some(65_536));
    }
}

#[test]
fn over_pace_it_takes_103() {
    let mut setup = Setup::new("standard-pace", &[]);
    for end in [
        vidimus_chip::EndOfFile::Success,
        vidimus_chip::EndOfFile::Warning,
    ] {
        setup.image.habits.end_of_file = end;
        let (outcome, commands) = setup.read(&files_only());
        whole(&outcome, &setup);
        assert_eq!(commands.len(), 103, "{end:?}");
        assert_eq!(outcome.evidence.apdu.count, 103);
        // EF.CardAccess, MSE:Set AT, four GENERAL AUTHENTICATE, then the application, protected
        let starts: Vec<_> = commands[..7].iter().map(|command| &command[..2]).collect();
        let expected: [&[u8]; 7] = [
            &[0x00, 0xB0],
            &[0x00, 0x22],
            &[0x10, 0x86],
            &[0x10, 0x86],
            &[0x10, 0x86],
            &[0x00, 0x86],
            &[0x0C, 0xA4],
        ];
        assert_eq!(starts, expected);
    }
}

#[test]
fn over_pace_extended_it_takes_14() {
    let setup = Setup::new("standard-pace-extended", &[]);
    for apdu in [ApduMode::Auto, ApduMode::Extended] {
        let plan = ReadPlan {
            apdu,
            ..files_only()
        };
        let (outcome, commands) = setup.read(&plan);
        whole(&outcome, &setup);
        assert_eq!(commands.len(), 14, "{apdu:?}");
    }
}

#[test]
fn over_pace_strict_reads_ef_com_as_well() {
    let setup = Setup::new("standard-pace", &[]);
    let plan = ReadPlan {
        tolerance_strict: true,
        ..files_only()
    };
    let (outcome, commands) = setup.read(&plan);
    whole(&outcome, &setup);
    assert_eq!(commands.len(), 104);
}

//! How application and EF.CardAccess are found.

use crate::card::{by_can, by_zone, plan, read, read_asking, spec};
use vidimus::lds::File;
use vidimus::lds::evidence::FileState;
use vidimus::lds::profile::Profile;
use vidimus::session::ReadPlan;

const READ_SFI: [u8; 4] = [0x00, 0xB0, 0x9C, 0x00];
const SELECT_FILE: [u8; 7] = [0x00, 0xA4, 0x02, 0x0C, 0x02, 0x01, 0x1C];
const SELECT_MF: [u8; 4] = [0x00, 0xA4, 0x00, 0x0C];
const SELECT_MF_3F00: [u8; 7] = [0x00, 0xA4, 0x00, 0x0C, 0x02, 0x3F, 0x00];

/// A chip whose application was selected by somebody before: EF.CardAccess is not found until the
/// master file is selected in this form.
fn preselected(form: &'static [u8]) -> impl FnMut(&[u8]) -> Option<Vec<u8>> {
    let mut in_master_file = false;
    move |command| {
        if command == form {
            in_master_file = true;
            return None;
        }
        let about = [&READ_SFI[..], &SELECT_FILE]
            .iter()
            .any(|start| command.starts_with(start));
        if command.starts_with(&SELECT_MF) && !in_master_file {
            return Some(vec![0x6D, 0x00]);
        }
        (about && !in_master_file).then(|| vec![0x6A, 0x82])
    }
}

#[test]
fn a_profile_that_insists_asks_at_every_rung() {
    let made = spec("vn-cccd-a").personalise().unwrap();
    for form in [&SELECT_MF[..], &SELECT_MF_3F00] {
        let card = read_asking(
            &made,
            &by_can("000017"),
            &plan("vn-cccd"),
            preselected(form),
        );
        assert_eq!(card.code(), "-");
        assert_eq!(card.outcome.evidence.access.card_access_constant, None);
        let rungs: Vec<&[u8]> = card.commands.iter().map(Vec::as_slice).take(3).collect();
        assert!(rungs[0].starts_with(&READ_SFI));
        assert_eq!(rungs[1..], [&SELECT_FILE[..], &SELECT_MF]);
        // others take 6A82 for an answer
        let plain = ReadPlan::default();
        let other = read_asking(&made, &by_can("000017"), &plain, preselected(form));
        assert_eq!(other.code(), "access.pace_not_offered");
        assert_eq!(
            other.outcome.evidence.files[&File::CardAccess],
            FileState::Absent
        );
    }
}

/// Only the rungs that a profile names are tried.
#[test]
fn rungs_can_be_left_out() {
    let made = spec("vn-cccd-hidden").personalise().unwrap();
    let own = |rungs: &str| {
        let text = format!("name = \"own\"\ncard_access.ladder = [{rungs}]");
        ReadPlan::default().with_profile(&Profile::from_toml(&text).unwrap())
    };
    for (rungs, first, master_file) in [
        ("\"short-identifier\"", &READ_SFI[..], false),
        ("\"file-identifier\"", &SELECT_FILE[..], false),
        (
            "\"short-identifier\", \"master-file-3f00\"",
            &READ_SFI[..],
            true,
        ),
    ] {
        let read = read(&made, &by_zone(&made), &own(rungs));
        assert!(read.commands[0].starts_with(first), "{rungs}");
        let before_bac = read
            .commands
            .iter()
            .take_while(|command| command[1] != 0x84);
        let selects = before_bac.filter(|command| command.starts_with(&SELECT_MF));
        let forms: Vec<&[u8]> = selects.map(Vec::as_slice).collect();
        assert_eq!(
            forms,
            if master_file {
                vec![&SELECT_MF_3F00[..]]
            } else {
                vec![]
            }
        );
    }
}

#[test]
fn identifiers_are_tried_in_their_order() {
    let made = spec("bac-td1").personalise().unwrap();
    let text = "name = \"own\"\nselect.identifiers = [\"A0000002480200\", \"A0000002471001\"]";
    let own = ReadPlan::default().with_profile(&Profile::from_toml(text).unwrap());
    let card = read(&made, &by_zone(&made), &own);
    assert_eq!(card.code(), "-");
    let text = "name = \"own\"\nselect.identifiers = [\"A0000002480200\"]";
    let own = ReadPlan::default().with_profile(&Profile::from_toml(text).unwrap());
    let card = read(&made, &by_zone(&made), &own);
    assert_eq!(card.code(), "card.application_not_found");
}

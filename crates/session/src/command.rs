//! The commands of the reading plan (Doc 9303-10 §3.6) and the names of their steps.

use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_iso7816::{CommandApdu, FileId, Sfi};
use vidimus_lds::File;

/// The identifier of the master file.
const MASTER_FILE: [u8; 2] = [0x3F, 0x00];

/// Step of selecting the application.
pub(crate) const SELECT_APPLICATION: &str = "select.application";
/// Step of selecting the master file.
pub(crate) const SELECT_MASTER_FILE: &str = "select.master_file";
/// Step of selecting a file by its identifier.
pub(crate) const SELECT_FILE: &str = "select.file";

/// Step of the read that confirms new keys when nothing else is left to read.
pub(crate) const CONFIRM: &str = "ca.confirm";

/// The largest offset that READ BINARY with INS B0 can carry.
pub(crate) const MAX_EVEN_OFFSET: usize = 0x7FFF;

/// Step of reading a file.
pub(crate) const fn read_step(file: File) -> &'static str {
    match file {
        File::AtrInfo => "read.atr_info",
        File::Dir => "read.dir",
        File::CardAccess => "read.card_access",
        File::CardSecurity => "read.card_security",
        File::Com => "read.com",
        File::Sod => "read.sod",
        File::Cvca => "read.cvca",
        File::Dg(group) => match group.number() {
            1 => "read.dg1",
            2 => "read.dg2",
            3 => "read.dg3",
            4 => "read.dg4",
            5 => "read.dg5",
            6 => "read.dg6",
            7 => "read.dg7",
            8 => "read.dg8",
            9 => "read.dg9",
            10 => "read.dg10",
            11 => "read.dg11",
            12 => "read.dg12",
            13 => "read.dg13",
            14 => "read.dg14",
            15 => "read.dg15",
            _ => "read.dg16",
        },
    }
}

/// What a SELECT asks to be told about the file: nothing (P2 `0C`, no Le) or its control
/// information (P2 `00`, Le), which some chips insist on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum SelectReply {
    Nothing,
    ControlInformation,
}

fn select(p1: u8, reply: SelectReply, data: &[u8]) -> CommandApdu {
    match reply {
        SelectReply::Nothing => CommandApdu::new(0x00, 0xA4, p1, 0x0C).with_data(data),
        SelectReply::ControlInformation => CommandApdu::new(0x00, 0xA4, p1, 0x00)
            .with_data(data)
            .with_le(256),
    }
}

/// SELECT of an application by name.
pub(crate) fn select_application(identifier: &[u8], reply: SelectReply) -> CommandApdu {
    select(0x04, reply, identifier)
}

/// SELECT of the master file in its two forms: without data, and by its identifier. Chips take
/// one, the other, both or none; its use is discouraged (Doc 9303-10 §3.6.1).
pub(crate) fn select_master_file() -> [CommandApdu; 2] {
    let plain = CommandApdu::new(0x00, 0xA4, 0x00, 0x0C);
    let named = plain.clone().with_data(MASTER_FILE);
    [plain, named]
}

/// SELECT of a file under the current directory.
pub(crate) fn select_file(id: FileId, reply: SelectReply) -> CommandApdu {
    select(0x02, reply, &id.to_bytes())
}

/// READ BINARY of the first bytes of a file that is named by its short identifier and becomes
/// the current one.
pub(crate) fn read_sfi(sfi: Sfi, ne: usize) -> CommandApdu {
    with_ne(CommandApdu::new(0x00, 0xB0, sfi.to_p1(), 0x00), ne)
}

/// READ BINARY of the current file, for offsets up to [`MAX_EVEN_OFFSET`].
pub(crate) fn read_even(offset: usize, ne: usize) -> CommandApdu {
    let [.., high, low] = offset.to_be_bytes();
    with_ne(CommandApdu::new(0x00, 0xB0, high & 0x7F, low), ne)
}

/// READ BINARY with odd INS of the current file: the offset in DO 54, the answer in DO 53.
/// `ne` counts bytes of the file; the header of DO 53 comes on top.
pub(crate) fn read_odd(offset: usize, ne: usize) -> CommandApdu {
    let bytes = offset.to_be_bytes();
    let significant = bytes.iter().skip_while(|byte| **byte == 0).count().max(2);
    let offset_bytes = bytes.get(bytes.len() - significant..).unwrap_or_default();
    let mut object = Writer::new();
    object.object(Tag(0x54), offset_bytes);
    let command = CommandApdu::new(0x00, 0xB1, 0x00, 0x00).with_data(object.into_bytes());
    with_ne(command, ne + discretionary_header(ne))
}

/// Bytes of the header of a DO 53 with a value of this length.
const fn discretionary_header(length: usize) -> usize {
    match length {
        0..=0x7F => 2,
        0x80..=0xFF => 3,
        0x100..=0xFFFF => 4,
        _ => 5,
    }
}

fn with_ne(command: CommandApdu, ne: usize) -> CommandApdu {
    command.with_le(u32::try_from(ne).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(command: &CommandApdu) -> String {
        let bytes = command.to_bytes().unwrap();
        bytes.iter().map(|byte| format!("{byte:02X}")).collect()
    }

    #[test]
    fn commands_are_those_of_doc_9303_10() {
        let none = SelectReply::Nothing;
        let emrtd = [0xA0, 0, 0, 2, 0x47, 0x10, 0x01];
        assert_eq!(
            hex(&select_application(&emrtd, none)),
            "00A4040C07A0000002471001"
        );
        assert_eq!(
            hex(&select_file(FileId::new(0x011E), none)),
            "00A4020C02011E"
        );
        let [plain, named] = select_master_file();
        assert_eq!(hex(&plain), "00A4000C");
        assert_eq!(hex(&named), "00A4000C023F00");
        assert_eq!(hex(&read_sfi(File::Sod.sfi().unwrap(), 231)), "00B09D00E7");
        assert_eq!(hex(&read_even(0x0123, 256)), "00B0012300");
        assert_eq!(hex(&read_even(MAX_EVEN_OFFSET, 1)), "00B07FFF01");
        assert_eq!(hex(&read_odd(0x8000, 228)), "00B100000454028000E7");
        assert_eq!(hex(&read_odd(4, 10)), "00B1000004540200040C");
    }
}

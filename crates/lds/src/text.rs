//! Text from a document, made safe to show.
//!
//! Names in a chip can hold anything: escape sequences that drive a terminal, marks that turn
//! the reading direction, line breaks that forge a second line.

use core::fmt::Write as _;
use std::borrow::Cow;

/// The text with everything escaped that does more than show itself: C0 and C1 controls, NUL,
/// ESC, DEL, line and paragraph separators, marks of direction, invisible formatting characters,
/// and the backslash, so that escapes cannot be forged. Escapes look as in Rust: `\u{1b}`.
///
/// ```
/// use vidimus_lds::text::escape_for_terminal;
/// assert_eq!(escape_for_terminal("ADA\u{1b}[2J"), "ADA\\u{1b}[2J");
/// assert_eq!(escape_for_terminal("Nguyễn Thị Ánh"), "Nguyễn Thị Ánh");
/// ```
#[must_use]
pub fn escape_for_terminal(text: &str) -> Cow<'_, str> {
    if !text.contains(needs_escape) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if character == '\\' {
            escaped.push_str("\\\\");
        } else if needs_escape(character) {
            // writing to a String cannot fail
            let _ = write!(escaped, "\\u{{{:x}}}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// Bytes as text for a terminal: UTF-8 where it is, each other byte as `\x..`.
#[must_use]
pub fn escape_bytes_for_terminal(bytes: &[u8]) -> String {
    let mut escaped = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        escaped.push_str(&escape_for_terminal(chunk.valid()));
        for byte in chunk.invalid() {
            // writing to a String cannot fail
            let _ = write!(escaped, "\\x{byte:02x}");
        }
    }
    escaped
}

/// Whether a character does more, or less, than show itself.
fn needs_escape(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\\'
            | '\u{AD}'                   // soft hyphen
            | '\u{061C}'                 // Arabic letter mark
            | '\u{115F}' | '\u{1160}'    // Hangul fillers
            | '\u{180E}'                 // Mongolian vowel separator
            | '\u{200B}'..='\u{200F}'    // zero width, direction marks
            | '\u{2028}'..='\u{202E}'    // separators, embeddings, overrides
            | '\u{2060}'..='\u{206F}'    // joiners, isolates, deprecated formatting
            | '\u{3164}' | '\u{FFA0}'    // Hangul fillers
            | '\u{FE00}'..='\u{FE0F}'    // variation selectors
            | '\u{FEFF}'                 // byte order mark
            | '\u{FFF9}'..='\u{FFFB}'    // interlinear annotation
            | '\u{E0000}'..='\u{E0FFF}'  // tags, variation selectors
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_shows_as_escapes() {
        assert_eq!(escape_for_terminal("a\0b"), "a\\u{0}b");
        assert_eq!(escape_for_terminal("\u{202E}gpj"), "\\u{202e}gpj");
        assert_eq!(escape_for_terminal("\u{9B}31m"), "\\u{9b}31m");
        assert_eq!(escape_for_terminal("a\r\nb"), "a\\u{d}\\u{a}b");
        let link = "\u{1b}]8;;https://example.invalid\u{7}x";
        assert!(!escape_for_terminal(link).contains(['\u{1b}', '\u{7}']));
        // an escape cannot be forged
        assert_eq!(escape_for_terminal("\\u{1b}"), "\\\\u{1b}");
        assert_eq!(
            escape_bytes_for_terminal(b"M\xFCller\x1b"),
            "M\\xfcller\\u{1b}"
        );
    }

    #[test]
    fn harmless_text_is_not_copied() {
        assert!(matches!(
            escape_for_terminal("Müller Đặng 張"),
            Cow::Borrowed(_)
        ));
    }

    proptest::proptest! {
        #[test]
        fn nothing_dangerous_is_left(text in "\\PC*|.*") {
            let shown = escape_for_terminal(&text);
            proptest::prop_assert!(!shown.chars().any(|c| c != '\\' && needs_escape(c)));
        }
    }
}

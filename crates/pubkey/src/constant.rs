//! Constants as their standards print them.

/// Bytes from hexadecimal digits, in the compiler: another character or length does not compile.
pub(crate) const fn bytes<const N: usize>(text: &str) -> [u8; N] {
    let mut out = [0; N];
    let mut digits = 0;
    let mut rest = text.as_bytes();
    while let [character, after @ ..] = rest {
        rest = after;
        if *character != b' ' {
            push(&mut out, digits, digit(*character));
            digits += 1;
        }
    }
    assert!(digits == 2 * N, "as many digits as the type says");
    out
}

#[allow(clippy::indexing_slicing, reason = "runs in the compiler only")]
const fn push(out: &mut [u8], position: usize, digit: u8) {
    out[position / 2] = out[position / 2] << 4 | digit;
}

const fn digit(character: u8) -> u8 {
    assert!(
        character.is_ascii_digit() || matches!(character, b'A'..=b'F'),
        "a digit"
    );
    match character {
        b'0'..=b'9' => character - b'0',
        _ => character - b'A' + 10,
    }
}

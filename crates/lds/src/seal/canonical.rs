//! The canonical form of JSON (RFC 8785, JCS): what a VDS-NC is signed over.
//!
//! No white space, members in the order of the UTF-16 units of their names, strings with as few
//! escapes as can be, numbers as ECMAScript writes them.

use super::json::{Json, Node};
use std::fmt::Write as _;

/// The canonical text of a value.
pub(super) fn canonical(node: &Node) -> String {
    let mut text = String::with_capacity(node.len);
    write(&node.value, &mut text);
    text
}

fn write(value: &Json, out: &mut String) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Bool(true) => out.push_str("true"),
        Json::Bool(false) => out.push_str("false"),
        Json::Number(number) => out.push_str(&number_text(*number)),
        Json::String(text) => write_string(text, out),
        Json::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(&element.value, out);
            }
            out.push(']');
        }
        Json::Object(members) => write_object(members, out),
    }
}

/// Members in the order of RFC 8785 §3.2.3.
fn write_object(members: &[(String, Node)], out: &mut String) {
    let mut sorted: Vec<&(String, Node)> = members.iter().collect();
    sorted.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
    out.push('{');
    for (index, (name, node)) in sorted.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_string(name, out);
        out.push(':');
        write(&node.value, out);
    }
    out.push('}');
}

/// RFC 8785 §3.2.2.2.
fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{C}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            control @ '\0'..='\u{1F}' => {
                // writing to a String cannot fail
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            plain => out.push(plain),
        }
    }
    out.push('"');
}

/// ECMAScript's Number::toString: the shortest digits that give the number back, with an
/// exponent below 1e-6 and from 1e21 on.
fn number_text(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    let scientific = format!("{:e}", number.abs());
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits = digits.replace('.', "");
    let exponent = exponent.parse::<i32>().unwrap_or_default();
    let sign = if number < 0.0 { "-" } else { "" };
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let repeat = |zeros: i32| "0".repeat(usize::try_from(zeros).unwrap_or_default());
    // where the point stands, counted from the first digit
    let point = exponent + 1;
    match point {
        _ if count <= point && point <= 21 => format!("{sign}{digits}{}", repeat(point - count)),
        1..=21 => {
            let (integer, fraction) = split(&digits, point);
            format!("{sign}{integer}.{fraction}")
        }
        -5..=0 => format!("{sign}0.{}{digits}", repeat(-point)),
        _ => {
            let (first, rest) = split(&digits, 1);
            let dot = if rest.is_empty() { "" } else { "." };
            let plus = if exponent > 0 { "+" } else { "" };
            format!("{sign}{first}{dot}{rest}e{plus}{exponent}")
        }
    }
}

fn split(digits: &str, at: i32) -> (&str, &str) {
    let at = usize::try_from(at).unwrap_or_default();
    digits.split_at_checked(at).unwrap_or((digits, ""))
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;

    fn of(text: &str) -> String {
        canonical(&json::parse(text).unwrap())
    }

    /// RFC 8785 §3.2.4 and appendix B.
    #[test]
    fn examples_of_the_rfc() {
        let text = "{\"numbers\": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],\
            \"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\",\
            \"literals\": [null, true, false]}";
        assert_eq!(
            of(text),
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\
             \"string\":\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"
        );
        for (number, text) in [
            (0x0000_0000_0000_0000, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"),
            (0x44B5_2D02_C7E1_4AF6, "1e+23"),
            (0x444B_1AE4_D6E2_EF50, "1e+21"),
            (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
            (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
            (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"),
            (0x41B3_DE43_5555_5553, "333333333.3333332"),
            (0x41B3_DE43_5555_5554, "333333333.33333325"),
            (0x41B3_DE43_5555_5555, "333333333.3333333"),
            (0x41B3_DE43_5555_5557, "333333333.33333343"),
            (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
        ] {
            assert_eq!(number_text(f64::from_bits(number)), text, "{number:016x}");
        }
    }

    /// RFC 8785 §3.2.3: order by UTF-16 units, not by code points.
    #[test]
    fn order_of_members() {
        let text = "{\"\u{20ac}\":1,\"\\r\":2,\"\u{fb33}\":3,\"1\":4,\"\u{1f600}\":5,\"\u{80}\":6,\"\u{f6}\":7}";
        let order = "2 4 6 7 1 5 3";
        let found: Vec<_> = of(text)
            .split(',')
            .filter_map(|member| {
                member
                    .trim_end_matches('}')
                    .rsplit(':')
                    .next()
                    .map(str::to_owned)
            })
            .collect();
        assert_eq!(found.join(" "), order);
    }

    proptest::proptest! {
        /// The canonical form is its own canonical form, and every number comes back.
        #[test]
        fn canonical_is_stable(bits in proptest::num::f64::NORMAL, text in "\\PC*") {
            let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
            let once = of(&format!("{{\"b\":\"{escaped}\", \"a\": [{bits:e}]}}"));
            proptest::prop_assert_eq!(of(&once), once);
            let number = number_text(bits).parse::<f64>().unwrap();
            proptest::prop_assert_eq!(number.to_bits(), bits.to_bits());
        }
    }
}

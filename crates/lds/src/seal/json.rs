//! JSON with offsets and limits (RFC 8259), as strict as a signature needs (RFC 7493).
//!
//! A member name that is there twice is refused, and so are lone surrogates and numbers that a
//! double cannot hold: of any of them two readers could make two things, and only one was signed.

use super::{SealError, SealFault};

/// Deepest nesting.
const MAX_DEPTH: usize = 16;
/// Most values of one text.
const MAX_VALUES: usize = 1024;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) offset: usize,
    pub(super) len: usize,
    pub(super) value: Json,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(f64),
    String(String),
    Array(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    /// The member of this name; nothing of what is no object.
    pub(super) fn member(&self, name: &str) -> Option<&Self> {
        match &self.value {
            Json::Object(members) => {
                let mut members = members.iter();
                members.find(|(own, _)| own == name).map(|(_, node)| node)
            }
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Json::String(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads one value and white space around it.
pub(super) fn parse(text: &str) -> Result<Node, SealError> {
    let mut reader = Reader {
        text,
        offset: 0,
        values: 0,
    };
    let node = reader.value(0)?;
    reader.skip_space();
    if reader.offset < text.len() {
        return Err(reader.expected("end"));
    }
    Ok(node)
}

struct Reader<'a> {
    text: &'a str,
    offset: usize,
    values: usize,
}

impl<'a> Reader<'a> {
    const fn expected(&self, expected: &'static str) -> SealError {
        SealFault::Json { expected }.at(self.offset)
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.rest().bytes().next()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.offset += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    /// Takes this text if it comes next.
    fn take(&mut self, wanted: &str) -> bool {
        let comes = self.rest().starts_with(wanted);
        if comes {
            self.offset += wanted.len();
        }
        comes
    }

    fn value(&mut self, depth: usize) -> Result<Node, SealError> {
        self.skip_space();
        self.values += 1;
        if depth > MAX_DEPTH || self.values > MAX_VALUES {
            return Err(self.expected("fewer values"));
        }
        let offset = self.offset;
        let value = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => Json::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ if self.take("true") => Json::Bool(true),
            _ if self.take("false") => Json::Bool(false),
            _ if self.take("null") => Json::Null,
            _ => return Err(self.expected("value")),
        };
        Ok(Node {
            offset,
            len: self.offset - offset,
            value,
        })
    }

    fn object(&mut self, depth: usize) -> Result<Json, SealError> {
        self.offset += 1;
        let mut members: Vec<(String, Node)> = Vec::new();
        self.skip_space();
        if self.take("}") {
            return Ok(Json::Object(members));
        }
        loop {
            self.skip_space();
            let at = self.offset;
            let name = self.string()?;
            if members.iter().any(|(known, _)| *known == name) {
                return Err(SealFault::DuplicateMember.at(at));
            }
            self.skip_space();
            if !self.take(":") {
                return Err(self.expected("colon"));
            }
            members.push((name, self.value(depth + 1)?));
            self.skip_space();
            if self.take("}") {
                return Ok(Json::Object(members));
            }
            if !self.take(",") {
                return Err(self.expected("comma or brace"));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Json, SealError> {
        self.offset += 1;
        let mut elements = Vec::new();
        self.skip_space();
        if self.take("]") {
            return Ok(Json::Array(elements));
        }
        loop {
            elements.push(self.value(depth + 1)?);
            self.skip_space();
            if self.take("]") {
                return Ok(Json::Array(elements));
            }
            if !self.take(",") {
                return Err(self.expected("comma or bracket"));
            }
        }
    }

    fn string(&mut self) -> Result<String, SealError> {
        if !self.take("\"") {
            return Err(self.expected("string"));
        }
        let mut text = String::new();
        loop {
            let character = self.rest().chars().next();
            match character {
                None | Some('\0'..='\u{1F}') => return Err(self.expected("character")),
                Some(character) => self.offset += character.len_utf8(),
            }
            match character {
                Some('"') => return Ok(text),
                Some('\\') => text.push(self.escape()?),
                plain => text.extend(plain),
            }
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Result<char, SealError> {
        let kind = self.peek();
        if kind.is_some_and(|kind| kind.is_ascii()) {
            self.offset += 1;
        }
        Ok(match kind {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => self.unicode()?,
            _ => return Err(self.expected("escape")),
        })
    }

    /// Four hexadecimal digits, of a surrogate also the other half.
    fn unicode(&mut self) -> Result<char, SealError> {
        let first = self.unit()?;
        let second = match first {
            0xD800..=0xDBFF if self.take("\\u") => Some(self.unit()?),
            _ => None,
        };
        let units = core::iter::once(first).chain(second);
        let mut characters = char::decode_utf16(units);
        match (characters.next(), characters.next()) {
            (Some(Ok(character)), None) => Ok(character),
            _ => Err(self.expected("other half of a surrogate")),
        }
    }

    fn unit(&mut self) -> Result<u16, SealError> {
        let digits = self.rest().get(..4).unwrap_or_default();
        let plain = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let unit = plain
            .then(|| u16::from_str_radix(digits, 16).ok())
            .flatten();
        let unit = unit.ok_or_else(|| self.expected("four hexadecimal digits"))?;
        self.offset += 4;
        Ok(unit)
    }

    /// `-`, digits without a leading zero, fraction, exponent.
    fn number(&mut self) -> Result<Json, SealError> {
        let start = self.offset;
        let _ = self.take("-");
        let integer = self.digits()?;
        if integer > 1
            && self
                .text
                .get(self.offset - integer..)
                .is_some_and(|t| t.starts_with('0'))
        {
            return Err(self.expected("number without leading zero"));
        }
        if self.take(".") {
            self.digits()?;
        }
        if self.take("e") || self.take("E") {
            let _ = self.take("+") || self.take("-");
            self.digits()?;
        }
        let text = self.text.get(start..self.offset).unwrap_or_default();
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        number
            .map(Json::Number)
            .ok_or_else(|| self.expected("number of double precision"))
    }

    /// At least one digit; how many.
    fn digits(&mut self) -> Result<usize, SealError> {
        let rest = self.rest();
        let count = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        self.offset += count;
        if count == 0 {
            Err(self.expected("digit"))
        } else {
            Ok(count)
        }
    }
}

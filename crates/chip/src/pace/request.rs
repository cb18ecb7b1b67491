//! MSE:Set AT for PACE (Doc 9303-11 §4.4.4.1).
//!
//! `80` object identifier, `83` password, `84` number of the domain parameters where several
//! would fit, `7F4C` holder authorisation where Terminal Authentication follows. Unknown or
//! doubled objects are refused, any order is taken (§4.4.4.1 note 2 would have unknown ones
//! ignored; a chip that refuses shows a terminal that sends what it should not).
//!
//! | answer | why |
//! |---|---|
//! | `6A80` | not a list of these objects; protocol not known; several domain parameters fit and none is named |
//! | `6A88` | no such password, or no such domain parameters for the protocol |
//!
//! The identifier is kept as it was sent, because both tokens are computed over it (§4.4.3.4).

use super::{PacePassword, PaceProtocol, PaceRules, authorisation};
use vidimus_iso7816::StatusWord;
use vidimus_iso7816::tlv::Reader;

/// What the terminal asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// the protocol, as the chip has it
    pub(crate) protocol: PaceProtocol,
    /// the object identifier that was sent, which goes into the tokens
    pub(crate) oid: Vec<u8>,
    pub(crate) password: PacePassword,
    /// whether a holder authorisation came
    pub(crate) authorisation: bool,
}

/// How strictly DO 84 is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parameters {
    /// needed where several protocols have the identifier, else it must be right
    Standard,
    /// without it the answer is this
    Needed(StatusWord),
    /// with it the answer is this
    Refused(StatusWord),
    /// whatever it says
    Ignored,
}

/// The objects as they came.
#[derive(Default)]
struct Objects<'a> {
    oid: Option<&'a [u8]>,
    password: Option<&'a [u8]>,
    parameters: Option<&'a [u8]>,
    authorisation: Option<&'a [u8]>,
}

impl Request {
    /// Reads the data field against what the chip has.
    ///
    /// `6A80` for data that are none of this command and for protocols the chip has not, `6A88`
    /// for a password or domain parameters it has not.
    pub(crate) fn parse(
        data: &[u8],
        rules: &PaceRules,
        parameters: Parameters,
    ) -> Result<Self, StatusWord> {
        let objects = Objects::parse(data)?;
        let oid = objects.oid.ok_or(StatusWord::INCORRECT_DATA)?;
        let reference = objects.password.ok_or(StatusWord::INCORRECT_DATA)?;
        if let Some(authorisation) = objects.authorisation
            && !authorisation::is_inspection_system(authorisation)
        {
            return Err(StatusWord::INCORRECT_DATA);
        }
        let protocol = objects.protocol(oid, rules, parameters)?;
        let password = PacePassword::referenced(reference)
            .filter(|password| rules.key(*password).is_some())
            .ok_or(StatusWord::REFERENCED_DATA_NOT_FOUND)?;
        Ok(Self {
            protocol,
            oid: oid.to_vec(),
            password,
            authorisation: objects.authorisation.is_some(),
        })
    }
}

impl<'a> Objects<'a> {
    /// Sorts the objects by tag; the values are looked at later.
    fn parse(data: &'a [u8]) -> Result<Self, StatusWord> {
        let mut found = Self::default();
        let mut reader = Reader::new(data);
        let wrong = |_| StatusWord::INCORRECT_DATA;
        while let Some(object) = reader.next().map_err(wrong)? {
            let place = match object.tag.0 {
                0x80 => &mut found.oid,
                0x83 => &mut found.password,
                0x84 => &mut found.parameters,
                0x7F4C => &mut found.authorisation,
                _ => return Err(StatusWord::INCORRECT_DATA),
            };
            if place.replace(object.value).is_some() {
                return Err(StatusWord::INCORRECT_DATA);
            }
        }
        Ok(found)
    }

    /// The protocol meant by DO 80 and DO 84. A number of another length than one byte is wrong
    /// data: standardized parameters end at 31 (§9.5.1).
    fn protocol(
        &self,
        oid: &[u8],
        rules: &PaceRules,
        parameters: Parameters,
    ) -> Result<PaceProtocol, StatusWord> {
        let number = match (self.parameters, parameters) {
            (None, Parameters::Needed(status)) | (Some(_), Parameters::Refused(status)) => {
                return Err(status);
            }
            (None, _) | (_, Parameters::Ignored) => None,
            (Some([number]), _) => Some(*number),
            (Some(_), _) => return Err(StatusWord::INCORRECT_DATA),
        };
        if !rules.knows(oid) {
            return Err(StatusWord::INCORRECT_DATA);
        }
        match rules.choose(oid, number) {
            Ok(found) => found.ok_or(StatusWord::REFERENCED_DATA_NOT_FOUND),
            Err(_) => Err(StatusWord::INCORRECT_DATA),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::PaceKey;
    use super::*;

    const MRZ: [u8; 3] = [0x83, 1, 1];

    fn rules(protocols: &[&str]) -> PaceRules {
        let protocols = protocols.iter().map(|name| name.parse().unwrap());
        PaceRules::new(protocols.collect())
            .with_password(PacePassword::Mrz, PaceKey::from_mrz_information(b"MRZ"))
    }

    fn parse(parts: &[&[u8]], rules: &PaceRules) -> Result<String, u16> {
        let request = Request::parse(&parts.concat(), rules, Parameters::Standard);
        let request = request.map_err(StatusWord::value)?;
        Ok(request.protocol.to_string())
    }

    fn oid(name: &str) -> Vec<u8> {
        let protocol: PaceProtocol = name.parse().unwrap();
        [&[0x80, 10], &protocol.oid()[..]].concat()
    }

    #[test]
    fn protocol_and_password() {
        let rules = rules(&["gm-aes128-12", "im-aes128-13"]);
        let gm = oid("gm-aes128-12");
        assert_eq!(parse(&[&gm, &MRZ], &rules), Ok("gm-aes128-12".into()));
        assert_eq!(parse(&[&MRZ, &gm], &rules), Ok("gm-aes128-12".into()));
        assert_eq!(
            parse(&[&gm, &MRZ, &[0x84, 1, 12]], &rules),
            Ok("gm-aes128-12".into())
        );
        assert_eq!(parse(&[&gm, &MRZ, &[0x84, 1, 13]], &rules), Err(0x6A88));
        assert_eq!(parse(&[&gm, &[0x83, 1, 2]], &rules), Err(0x6A88));
        assert_eq!(parse(&[&gm, &[0x83, 1, 9]], &rules), Err(0x6A88));
        assert_eq!(parse(&[&oid("gm-aes256-12"), &MRZ], &rules), Err(0x6A80));
        assert_eq!(parse(&[&gm], &rules), Err(0x6A80));
        assert_eq!(parse(&[&MRZ], &rules), Err(0x6A80));
        assert_eq!(parse(&[&gm, &MRZ, &MRZ], &rules), Err(0x6A80));
        assert_eq!(parse(&[&gm, &MRZ, &[0x85, 0]], &rules), Err(0x6A80));
        assert_eq!(parse(&[&gm[..5]], &rules), Err(0x6A80));
    }

    #[test]
    fn two_curves_need_the_number() {
        let rules = rules(&["gm-aes128-12", "gm-aes128-13"]);
        let gm = oid("gm-aes128-12");
        assert_eq!(parse(&[&gm, &MRZ], &rules), Err(0x6A80));
        assert_eq!(
            parse(&[&gm, &MRZ, &[0x84, 1, 13]], &rules),
            Ok("gm-aes128-13".into())
        );
    }
}

//! EF.SOD: the LDS security object in a CMS SignedData (Doc 9303-10 §4.6.2 and appendix D,
//! RFC 5652 §5).

use crate::pki::der;
use crate::pki::{
    AlgorithmSpec, CertificateSpec, Changes, NameSpec, PkiError, SignatureForm, TestKey, oid,
};
use crate::pki::{hash_identifier, key_identifier};
use vidimus_pubkey::HashAlgorithm;

/// A security object to be made.
///
/// Elements that the changes may name: `signedData.version`, `digestAlgorithms`,
/// `eContentType`, `certificates`, `signerInfos`; of the signer `signerInfo.version`,
/// `signerInfo.sid`, `signerInfo.digestAlgorithm`, `contentType`, `messageDigest`,
/// `signatureAlgorithm`, `signature`; of the LDS object `lds.version`, `lds.hashAlgorithm`,
/// `lds.info` and `lds.hashes`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SodSpec {
    /// the key that signs
    pub key: TestKey,
    /// what it signs with
    pub algorithm: AlgorithmSpec,
    /// digest algorithm of the CMS structure
    pub digest: HashAlgorithm,
    /// digest algorithm of the data groups
    pub hash: HashAlgorithm,
    /// whether digest algorithms carry NULL parameters
    pub null_parameters: bool,
    /// version of the LDS object: 0, or 1 with version information
    pub lds_version: u32,
    /// LDS and Unicode version, such as `0108` and `040000`
    pub version_information: Option<(String, String)>,
    /// number, `None` left out, and hash of each data group
    pub hashes: Vec<(Option<u32>, Vec<u8>)>,
    /// the content is this SET of SecurityInfos under id-SecurityObject and there is no outer tag:
    /// EF.CardSecurity (Doc 9303-11 §9.2.11)
    pub security_infos: Option<Vec<u8>>,
    /// how the signer is named
    pub identifier: SignerIdentifier,
    /// version of SignerInfo; 1 for issuer and serial, 3 for a key identifier where `None`
    pub signer_version: Option<u32>,
    /// when it was signed, `YYYYMMDDHHMMSS`
    pub signing_time: Option<String>,
    /// the whole file is made this long by a further signed attribute
    pub size: Option<usize>,
    /// signed attributes in DER order
    pub sorted_attributes: bool,
    /// a second SignerInfo follows whose signature is wrong
    pub second_signer: bool,
    /// DER or not
    pub encoding: SodEncoding,
    /// what is done to the signature
    pub form: SignatureForm,
    /// changes that are signed
    pub signed: Changes,
    /// changes that are not, so that hash or signature no longer fit
    pub unsigned: Changes,
}

/// How a SignerInfo names the signer's certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignerIdentifier {
    /// issuer and serial number of the certificate
    IssuerAndSerial,
    /// subject key identifier of the certificate
    KeyIdentifier,
    /// another issuer, the serial number of the certificate
    Issuer(NameSpec),
}

/// How the structure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SodEncoding {
    /// DER
    Der,
    /// indefinite lengths around the content, which is in two pieces
    BerIndefinite,
    /// DER, with so many SEQUENCEs inside each other beside the certificates
    Deep(usize),
}

impl SodSpec {
    /// Version 0, everything as Doc 9303-10 has it, no hashes yet.
    #[must_use]
    pub fn new(key: TestKey, algorithm: AlgorithmSpec) -> Self {
        let hash = algorithm.made_with.hash();
        Self {
            key,
            algorithm,
            digest: hash,
            hash,
            null_parameters: false,
            lds_version: 0,
            version_information: None,
            hashes: Vec::new(),
            security_infos: None,
            identifier: SignerIdentifier::IssuerAndSerial,
            signer_version: None,
            signing_time: Some("20240115120000".to_owned()),
            size: None,
            sorted_attributes: true,
            second_signer: false,
            encoding: SodEncoding::Der,
            form: SignatureForm::AsMade,
            signed: Changes::default(),
            unsigned: Changes::default(),
        }
    }

    /// EF.SOD from tag 77 on. `signer` is the signer's certificate, `certificates` those that go
    /// in.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the key does not fit.
    pub fn to_bytes(
        &self,
        signer: &CertificateSpec,
        certificates: &[Vec<u8>],
    ) -> Result<Vec<u8>, PkiError> {
        let made = self.padded(signer, certificates, None)?;
        let Some(size) = self.size else {
            return Ok(made);
        };
        // an ECDSA signature has one of several lengths: try until the file fits
        let mut padding = size.saturating_sub(made.len());
        for _ in 0..64 {
            let made = self.padded(signer, certificates, Some(padding))?;
            if made.len() == size {
                return Ok(made);
            }
            padding = (padding + size).saturating_sub(made.len());
            // a step past a length of another width: come back by one
            padding = padding.saturating_sub(usize::from(made.len() > size));
        }
        self.padded(signer, certificates, Some(padding))
    }

    fn padded(
        &self,
        signer: &CertificateSpec,
        certificates: &[Vec<u8>],
        padding: Option<usize>,
    ) -> Result<Vec<u8>, PkiError> {
        let infos = self.signer_infos(signer, padding)?;
        let mut certificates = certificates.to_vec();
        if let SodEncoding::Deep(levels) = self.encoding {
            certificates.push(nested(levels));
        }
        let digest = self.digest_identifier();
        let elements = [
            ("signedData.version", der::integer(self.signer_version())),
            ("digestAlgorithms", der::set_of(vec![digest])),
            ("encapContentInfo", self.content_info()),
            ("certificates", der::context(0, &certificates)),
            ("signerInfos", infos),
        ];
        let elements = elements.map(|(name, own)| self.change(name, own));
        let wrapped = self.wrapped(&elements);
        Ok(match self.security_infos {
            Some(_) => wrapped,
            None => der::object(0x77, &wrapped),
        })
    }

    fn wrapped(&self, elements: &[Vec<u8>; 5]) -> Vec<u8> {
        let name = der::oid(oid::SIGNED_DATA);
        if self.encoding == SodEncoding::BerIndefinite {
            let data = indefinite(0x30, elements);
            return indefinite(0x30, &[name, indefinite(0xA0, &[data])]);
        }
        // an element left out may leave nothing of the certificates either
        der::sequence(&[name, der::context(0, &[der::sequence(elements)])])
    }

    fn content_info(&self) -> Vec<u8> {
        let kind = self.change("eContentType", der::oid(self.content_type()));
        let content = self.lds_object(true);
        if self.encoding == SodEncoding::BerIndefinite {
            let (first, second) = content.split_at(content.len() / 2);
            let pieces = indefinite(0x24, &[der::octets(first), der::octets(second)]);
            return indefinite(0x30, &[kind, indefinite(0xA0, &[pieces])]);
        }
        der::sequence(&[kind, der::context(0, &[der::octets(&content)])])
    }

    const fn content_type(&self) -> &'static [u8] {
        match self.security_infos {
            Some(_) => oid::SECURITY_OBJECT,
            None => oid::LDS_SECURITY_OBJECT,
        }
    }

    /// The LDS security object, or what stands for it; `shown` as it stands in the file, else as it was signed.
    fn lds_object(&self, shown: bool) -> Vec<u8> {
        if let Some(infos) = &self.security_infos {
            return infos.clone();
        }
        let entries: Vec<_> = self
            .hashes
            .iter()
            .map(|(number, hash)| {
                let number = number.map(der::integer).unwrap_or_default();
                der::sequence(&[number, der::octets(hash)])
            })
            .collect();
        let information = self
            .version_information
            .as_ref()
            .map(|(lds, unicode)| der::sequence(&[der::printable(lds), der::printable(unicode)]));
        let elements = [
            ("lds.version", der::integer(self.lds_version)),
            (
                "lds.hashAlgorithm",
                hash_identifier(self.hash.oid(), self.null_parameters),
            ),
            ("lds.hashes", der::sequence(&entries)),
            ("lds.info", information.unwrap_or_default()),
        ];
        der::sequence(&elements.map(|(name, own)| {
            let signed = self.signed.apply(name, own);
            if shown {
                self.unsigned.apply(name, signed)
            } else {
                signed
            }
        }))
    }

    fn signer_infos(
        &self,
        signer: &CertificateSpec,
        padding: Option<usize>,
    ) -> Result<Vec<u8>, PkiError> {
        let attributes = self.attributes(padding);
        let signature = self.signature(&der::object(0x31, &attributes))?;
        let good = self.signer_info(signer, &attributes, &signature)?;
        if !self.second_signer {
            return Ok(der::object(0x31, &good));
        }
        let mut bad = signature;
        if let Some(last) = bad.last_mut() {
            *last ^= 1;
        }
        let bad = self.signer_info(signer, &attributes, &bad)?;
        Ok(der::object(0x31, &[good, bad].concat()))
    }

    fn signature(&self, message: &[u8]) -> Result<Vec<u8>, PkiError> {
        self.form.sign(self.key, self.algorithm.made_with, message)
    }

    fn signer_info(
        &self,
        signer: &CertificateSpec,
        attributes: &[u8],
        signature: &[u8],
    ) -> Result<Vec<u8>, PkiError> {
        let elements = [
            ("signerInfo.version", der::integer(self.signer_version())),
            ("signerInfo.sid", self.identifier(signer)?),
            ("signerInfo.digestAlgorithm", self.digest_identifier()),
            ("signedAttrs", der::object(0xA0, attributes)),
            ("signatureAlgorithm", self.algorithm.identifier.clone()),
            ("signature", der::octets(signature)),
        ];
        Ok(der::sequence(
            &elements.map(|(name, own)| self.change(name, own)),
        ))
    }

    fn identifier(&self, signer: &CertificateSpec) -> Result<Vec<u8>, PkiError> {
        let pair = |issuer: &NameSpec| {
            der::sequence(&[issuer.to_der(), der::integer_bytes(&signer.serial)])
        };
        Ok(match &self.identifier {
            SignerIdentifier::IssuerAndSerial => pair(&signer.issuer),
            SignerIdentifier::Issuer(name) => pair(name),
            SignerIdentifier::KeyIdentifier => {
                der::implicit(0, &key_identifier(&signer.public_key()?))
            }
        })
    }

    /// The signed attributes without their outer tag.
    fn attributes(&self, padding: Option<usize>) -> Vec<u8> {
        let content = self.digest.hash(&self.lds_object(false));
        let kind = self
            .signed
            .apply("eContentType", der::oid(self.content_type()));
        let time = self.signing_time.as_deref();
        let filler = padding.map(|length| der::octets(&vec![0; length]));
        let all = [
            ("contentType", Some(attribute(oid::CONTENT_TYPE, kind))),
            (
                "messageDigest",
                Some(attribute(
                    oid::MESSAGE_DIGEST,
                    der::octets(content.as_ref()),
                )),
            ),
            (
                "signingTime",
                time.map(|time| attribute(oid::SIGNING_TIME, der::time(time, false))),
            ),
            (
                "padding",
                filler.map(|filler| attribute(oid::PADDING, filler)),
            ),
        ];
        let mut all: Vec<_> = all
            .into_iter()
            .filter_map(|(name, own)| Some(self.signed.apply(name, own?)))
            .collect();
        all.sort();
        if !self.sorted_attributes {
            all.reverse();
        }
        all.concat()
    }

    fn signer_version(&self) -> u32 {
        self.signer_version.unwrap_or(match self.identifier {
            SignerIdentifier::KeyIdentifier => 3,
            _ => 1,
        })
    }

    fn digest_identifier(&self) -> Vec<u8> {
        hash_identifier(self.digest.oid(), self.null_parameters)
    }

    fn change(&self, element: &str, own: Vec<u8>) -> Vec<u8> {
        self.unsigned
            .apply(element, self.signed.apply(element, own))
    }
}

fn attribute(kind: &[u8], value: Vec<u8>) -> Vec<u8> {
    der::sequence(&[der::oid(kind), der::set_of(vec![value])])
}

/// An object of indefinite length (X.690 §8.1.3.6).
fn indefinite(tag: u8, parts: &[Vec<u8>]) -> Vec<u8> {
    [&[tag, 0x80][..], &parts.concat(), &[0, 0]].concat()
}

/// Empty SEQUENCEs inside each other.
fn nested(levels: usize) -> Vec<u8> {
    // lengths are found from the inside out, the bytes are written from the outside in
    let mut headers = Vec::with_capacity(levels);
    let mut length = 0;
    for _ in 0..levels {
        let header = der_header(length);
        length += header.len();
        headers.push(header);
    }
    headers.into_iter().rev().flatten().collect()
}

/// Tag of a SEQUENCE and this length.
fn der_header(length: usize) -> Vec<u8> {
    let bytes = u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes();
    match (length, bytes) {
        (0..0x80, [.., low]) => vec![0x30, low],
        (_, [0, 0, 0, low]) => vec![0x30, 0x81, low],
        (_, [0, 0, high, low]) => vec![0x30, 0x82, high, low],
        (_, [_, first, high, low]) => vec![0x30, 0x83, first, high, low],
    }
}

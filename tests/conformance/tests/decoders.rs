//! Every public decoder of files, zones, seals and certificates in one table: on random, changed
//! and lying input each returns, and none takes memory by what a length in the input declares.
//!
//! A new decoder is a line in [`DECODERS`].
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use std::hint::black_box;
use vidimus::chip::personalise::{BiometricSpec, Coding, Modality, PictureSpec, Preset};
use vidimus::lds::biometric::Modality as Biometric;
use vidimus::lds::driving_licence as licence;
use vidimus::lds::evidence::Application;
use vidimus::lds::profile::{Observed, ProfileChoice, choose};
use vidimus::lds::{self, File, image::PixelLimits};
use vidimus::mrz::vietnam::{CitizenNumber, QrCode};
use vidimus::mrz::{Mrz, Zone, repair};
use vidimus::trust::{Certificate, Crl, Source, TrustStoreBuilder};

/// A decoder: its name, and itself with its answer thrown away.
type Decoder = (&'static str, fn(&[u8]));

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Any of the files of trust: certificates, lists of every kind, LDIF, PEM.
fn store(bytes: &[u8]) {
    let mut builder = TrustStoreBuilder::new();
    let source = Source::new("file");
    let _ = black_box(builder.add(bytes, &source));
    let _ = black_box(builder.add(bytes, &source.unvouched()));
}

/// A picture of at most a few pixels, so that time goes into headers.
fn picture(bytes: &[u8]) {
    let limits = PixelLimits {
        max_side: 64,
        ..PixelLimits::default()
    };
    let _ = black_box(lds::image::decode(bytes, &limits));
}

const MODALITIES: [Biometric; 3] = [Biometric::Face, Biometric::Finger, Biometric::Iris];

/// The profile that these bytes speak for, as EF.CardAccess and as what a QR code holds.
fn choice(bytes: &[u8]) -> &'static str {
    let qr = text(bytes);
    let observed = Observed {
        card_access: Some(bytes),
        qr: Some(&qr),
        ..Observed::default()
    };
    choose(&ProfileChoice::Auto, &observed).reason.code()
}

macro_rules! decoders {
    ($($name:literal => $call:expr,)*) => {
        &[$(($name, |bytes: &[u8]| { let decode = $call; let _ = black_box(decode(bytes)); })),*]
    };
}

const DECODERS: &[Decoder] = decoders! {
    // logical data structure
    "EF.ATR/INFO" => lds::atr_info::AtrInfo::read,
    "EF.DIR" => lds::ef_dir::EfDir::read,
    "EF.COM" => lds::com::EfCom::read,
    "EF.SOD" => lds::sod::SecurityObject::parse,
    "EF.CardSecurity" => lds::card_security::CardSecurity::parse,
    "EF.CVCA" => lds::cvca::EfCvca::parse,
    "CMS" => lds::cms::SignedData::parse,
    "card verifiable certificates" => lds::cvc::CvCertificate::parse_all,
    "SecurityInfos" => lds::security_info::SecurityInfos::parse,
    "DG1" => lds::dg1::Dg1::parse,
    "DG2" => lds::dg2::Dg2::read,
    "DG3" => lds::dg3::Dg3::read,
    "DG4" => lds::dg4::Dg4::read,
    "DG5" => lds::dg5::Dg5::read,
    "DG7" => lds::dg7::Dg7::read,
    "DG11" => lds::dg11::Dg11::read,
    "DG12" => lds::dg12::Dg12::read,
    "DG13" => lds::dg13::Dg13::parse,
    "DG13 of Vietnam" => lds::vn_dg13::VietnameseDetails::read,
    "DG14" => |bytes| lds::security_info::SecurityInfos::parse_file(bytes, File::Dg(lds::DataGroup::DG14)),
    "DG15" => lds::dg15::Dg15::parse,
    "DG16" => lds::dg16::Dg16::read,
    "file identified" => File::identify,
    "structure of every file" => |bytes| {
        File::all().map(|file| lds::structure::check(file, bytes).len()).sum::<usize>()
    },
    "tree" => lds::tree::tree,
    "tree of a licence" => |bytes| lds::tree::tree_in(Application::DrivingLicence, bytes, None),
    "tree of a seal" => lds::tree::tree_of_seal,
    "tree of a picture" => lds::tree::tree_of_picture,
    "tree of a zone" => |bytes| lds::tree::tree_of_zone(&text(bytes)),
    "tree of a citizen code" => |bytes| lds::tree::tree_of_citizen_code(&text(bytes)),
    "trees of records" => |bytes| MODALITIES.map(|kind| lds::tree::tree_of_record(bytes, kind)),
    "listing of every file" => |bytes| {
        File::all().map(|file| lds::listing::of_file(file, bytes).faults.len()).sum::<usize>()
    },
    "listing of every file of a licence" => |bytes| {
        let faults = |file| lds::listing::of_licence_file(file, bytes).faults.len();
        File::all().map(faults).sum::<usize>()
    },
    "listing of a seal" => lds::listing::of_seal,
    "listing of a picture" => lds::listing::of_picture,
    "listings of records" => |bytes| MODALITIES.map(|kind| lds::listing::of_record(kind, bytes)),
    "picture header" => lds::picture::PictureHeader::read,
    "picture" => picture,
    "seal" => lds::seal::Seal::parse,
    "profile chosen" => |bytes| choice(bytes),
    "profile" => |bytes| lds::profile::Profile::from_toml(&text(bytes)),
    // driving licences
    "EF.COM of a licence" => licence::LicenceCom::read,
    "DG1 of a licence" => licence::LicenceDg1::read,
    "DG2 of a licence" => licence::LicenceDg2::read,
    "DG3 of a licence" => licence::LicenceDg3::read,
    "DG4 of a licence" => licence::LicenceDg4::read,
    "DG5 of a licence" => licence::LicenceDg5::read,
    "form of a licence" => licence::identify,
    "DG12 of a licence" => licence::LicenceDg12::read,
    // zones
    "MRZ" => Mrz::parse_bytes,
    "MRZ of any form" => Zone::parse_bytes,
    "MRZ repaired" => |bytes| repair(&text(bytes)),
    "citizen number" => |bytes| CitizenNumber::parse(&text(bytes)),
    "citizen QR code" => |bytes| QrCode::parse(&text(bytes)),
    // trust
    "certificate" => Certificate::parse,
    "revocation list" => Crl::parse,
    "trust store" => store,
};

/// Memory that a decoder may hold at once for an input: what it makes of a byte, and what it always
/// has, such as tables of profiles. A declared length of 2³¹ is far above it.
const BYTES_A_BYTE: u64 = 512;
const ALWAYS: u64 = 1 << 20;

/// xorshift, so that a failure comes again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).expect("below a usize")
    }

    fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length)
            .map(|_| self.below(256).try_into().expect("a byte"))
            .collect()
    }

    /// The input with a few bytes changed, cut or put in, most of them near the start.
    fn changed(&mut self, input: &[u8]) -> Vec<u8> {
        let mut bytes = input.to_vec();
        for _ in 0..=self.below(4) {
            let near = if self.below(2) == 0 { 80 } else { bytes.len() };
            let at = self.below(near.min(bytes.len()));
            match (self.below(5), bytes.get_mut(at)) {
                (_, None) => break,
                (0, Some(byte)) => *byte ^= 1 << self.below(8),
                (1, Some(byte)) => *byte = [0x00, 0x7F, 0x80, 0x84, 0xFF][self.below(5)],
                (2, _) => bytes.truncate(at),
                (3, _) => bytes.insert(at, 0xFF),
                (_, _) => drop(bytes.remove(at)),
            }
        }
        bytes
    }
}

/// Independent data of kinds that the generator does not make.
const SHARED: [&str; 5] = [
    "lds/tsemrtd/EF_DG7.bin",
    "lds/tsemrtd/EF_DG12.bin",
    "lds/npa-example/ecdh/ef_cardsecurity",
    "vds/vdsnc.json",
    "vds/vdsnc_UTO_bsc.pem",
];

/// What there is to decode: the files of a document with everything, its zone, certificates, a list
/// of trust, and text. Pictures are short.
fn inputs() -> Vec<Vec<u8>> {
    let mut inputs: Vec<Vec<u8>> = Vec::new();
    for preset in ["full", "bac-rich", "pace-cam"] {
        let spec = Preset::named(preset).expect("a preset").spec();
        let document = spec.expect("made").personalise().expect("signed");
        inputs.extend(document.files.into_values());
        inputs.extend([
            document.csca,
            document.ds,
            document.printed_mrz.into_bytes(),
        ]);
        inputs.extend(document.terminal.into_iter().flat_map(|files| files.chain));
    }
    let texts = [
        "000190000012|000000012|Specimen Thị Mẫu|15011990|Nữ|Số 1 Đường Thử|01072021",
        "000190000012",
        "name = \"x\"\n[[application]]\naid = \"A0000002471001\"\n",
        "{\"data\":{\"hdr\":{\"t\":\"icao.vacc\",\"v\":1,\"is\":\"UTO\"},\"msg\":{}},\"sig\":{}}",
        "dn: c=UT\nuserCertificate;binary:: MIIB\n",
    ];
    inputs.extend(texts.map(|text| text.as_bytes().to_vec()));
    let mut face = BiometricSpec::new(Modality::Face, &PictureSpec::new(Coding::Jpeg2000), 1);
    for instance in &mut face.instances {
        instance.set_block(PictureSpec::new(Coding::Jpeg2000));
    }
    inputs.push(face.to_bytes());
    // not everything is made here: files of other documents, and seals, where they are at hand
    inputs.extend(seals());
    let shared = SHARED
        .iter()
        .filter_map(|path| vidimus_testkit::shared(path));
    inputs.extend(shared.map(|path| std::fs::read(path).expect("a file that is there")));
    inputs.dedup();
    inputs
}

/// The independent seals, which stand as hexadecimal digits in a list.
fn seals() -> Vec<Vec<u8>> {
    let Some(path) = vidimus_testkit::shared("vds/seals.json") else {
        return Vec::new();
    };
    let list: Vec<serde_json::Value> =
        serde_json::from_slice(&std::fs::read(path).expect("a list")).expect("JSON");
    let digits = list.iter().filter_map(|seal| seal["hex"].as_str());
    let byte = |pair: &[u8]| u8::from_str_radix(&text(pair), 16).expect("hexadecimal digits");
    digits
        .map(|digits| digits.as_bytes().chunks(2).map(byte).collect())
        .collect()
}

/// Runs every decoder on the input and holds its memory against the limit.
fn run(input: &[u8]) {
    let limit = ALWAYS + BYTES_A_BYTE * input.len() as u64;
    for (name, decode) in DECODERS {
        let used = allocation_counter::measure(|| decode(input)).bytes_max;
        let start = &input[..input.len().min(16)];
        assert!(
            used <= limit,
            "{name}: {used} bytes for {} that start {start:02X?}",
            input.len()
        );
    }
}

#[test]
fn as_they_are_and_cut() {
    for input in inputs() {
        run(&input);
        for end in [0, 1, 2, 5, input.len() / 2, input.len().saturating_sub(1)] {
            run(&input[..end.min(input.len())]);
        }
    }
}

#[test]
fn changed() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for input in inputs() {
        for _ in 0..40 {
            run(&dice.changed(&input));
        }
    }
}

#[test]
fn random() {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    for _ in 0..600 {
        let length = dice.below(400);
        run(&dice.bytes(length));
    }
}

/// Lengths, counts and sizes of 2³¹ and thereabouts where decoders look for them.
#[test]
fn declared_and_not_there() {
    let outer = |tags: &[u8]| -> Vec<Vec<u8>> {
        let lengths: [&[u8]; 4] = [
            &[0x84, 0x7F, 0xFF, 0xFF, 0xFF],
            &[0x84, 0xFF, 0xFF, 0xFF, 0xFF],
            &[0x83, 0xFF, 0xFF, 0xFF],
            &[0x88, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        ];
        let rest = [0x02, 0x01, 0xFF, 0x30, 0x80];
        lengths
            .map(|length| [tags, length, &rest].concat())
            .to_vec()
    };
    let tags: [&[u8]; 22] = [
        &[0x60],
        &[0x61],
        &[0x75],
        &[0x63],
        &[0x76],
        &[0x65],
        &[0x67],
        &[0x6B],
        &[0x6C],
        &[0x6D],
        &[0x6E],
        &[0x6F],
        &[0x70],
        &[0x77],
        &[0x7F, 0x66],
        &[0x30],
        &[0x31],
        &[0x42],
        &[0x7F, 0x21],
        &[0xDC, 0x03],
        &[0x71],
        &[0x62],
    ];
    for input in tags.into_iter().flat_map(outer) {
        run(&input);
    }
    for jp2 in [
        &b"\xFF\x4F\xFF\x51\x00\x2F\x00\x00"[..],
        b"\xFF\xD8\xFF\xC0\x00\x11\x08",
    ] {
        run(&[jp2, &[0x7F; 40], &[0xFF; 20]].concat());
    }
    // a count of records, of feature points and of certificates
    let record = [&b"FAC\x00010\x00\xFF\xFF\xFF\xFF\xFF\xFF"[..], &[0xFF; 60]].concat();
    let mut group = vec![
        0x75, 0x5A, 0x7F, 0x61, 0x57, 0x02, 0x01, 0xFF, 0x7F, 0x60, 0x51,
    ];
    group.extend([0xA1, 0x00, 0x5F, 0x2E, 74]);
    group.extend(record);
    run(&group);
}

/// The counter counts, so a decoder that takes a gigabyte would be seen.
#[test]
fn the_counter_counts() {
    let used = allocation_counter::measure(|| {
        black_box(vec![0u8; 3 << 20]);
    });
    assert!(used.bytes_max >= 3 << 20);
}

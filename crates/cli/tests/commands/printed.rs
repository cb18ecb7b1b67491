//! `--printed`: what stands on the document, held against the chip.

use crate::common::{Case, Sandbox, check};
use qrcode::QrCode;
use vidimus::chip::pki::{SealSpec, c40};
use vidimus::lds::dg1::Dg1;
use vidimus::lds::image::{Picture, Samples};

/// A seal about the document of this number, by a signer that nobody knows.
fn seal(number: &str) -> Vec<u8> {
    let spec = SealSpec {
        document: [0xF8, 0x0A],
        features: vec![(1, c40(number)), (2, c40("03359010")), (3, c40("21614"))],
        ..SealSpec::residence_permit("", number)
    };
    spec.to_bytes().unwrap()
}

/// A picture of a code with this content.
fn picture(content: &[u8]) -> Vec<u8> {
    const MODULE: usize = 4;
    let code = QrCode::new(content).unwrap();
    let colors = code.to_colors();
    let (modules, edge) = (code.width(), 4);
    let side = modules + 2 * edge;
    let grey = |at: usize| {
        let (y, x) = (at / (side * MODULE) / MODULE, at % (side * MODULE) / MODULE);
        let inside = (edge..edge + modules).contains(&x) && (edge..edge + modules).contains(&y);
        let module = || colors[(y - edge) * modules + x - edge];
        if inside { module().select(0, 255) } else { 255 }
    };
    let width = u32::try_from(side * MODULE).unwrap();
    let picture = Picture {
        width,
        height: width,
        samples: Samples::Grey((0..(side * MODULE).pow(2)).map(grey).collect()),
    };
    picture.to_png().unwrap()
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let dg1 = Dg1::parse(&sandbox.read("doc/DG1.bin")).unwrap();
    let number = dg1.mrz.document_number();
    sandbox.write("own.vds", seal(number.as_str()));
    sandbox.write("other.vds", seal("Z99999999"));
    sandbox.write("other.png", picture(&seal("Z99999999")));
    let own: String = seal(number.as_str())
        .iter()
        .map(|byte| format!("{byte:02x} "))
        .collect();
    sandbox.write("own.hex", own);
    sandbox.write("cut.vds", [0xDC, 0x03, 0xD9]);
    sandbox.write("notes.txt", "nothing that is printed");
    sandbox.write("link.png", picture(b"https://example.invalid/"));
    let blank = Picture {
        width: 60,
        height: 60,
        samples: Samples::Grey(vec![255; 3600]),
    };
    sandbox.write("blank.png", blank.to_png().unwrap());
    sandbox.write("broken.png", &picture(b"x")[..60]);
    sandbox
}

#[test]
fn compared() {
    let sandbox = sandbox();
    let cases = [
        Case::new(
            "printed-mrz",
            0,
            "verify doc --trust trust --at 2027-01-01 --printed mrz.txt",
        ),
        // row OWN-X-06: the signer of the seal is unknown
        Case::new(
            "printed-seal-unknown-signer",
            0,
            "verify doc --trust trust --at 2027-01-01 --printed own.vds",
        ),
        Case::new(
            "printed-seal-hex",
            0,
            "verify doc --trust trust --at 2027-01-01 --printed own.hex",
        ),
        Case::new(
            "printed-seal-other",
            3,
            "verify doc --trust trust --at 2027-01-01 --printed other.vds",
        ),
        Case::new(
            "printed-picture-other",
            3,
            "verify doc --trust trust --at 2027-01-01 --printed other.png --printed mrz.txt",
        ),
        Case::new(
            "printed-picture-link",
            0,
            "verify doc --trust trust --at 2027-01-01 --printed link.png",
        ),
        Case::new(
            "printed-replay-other",
            3,
            "replay good.session.jsonl --trust trust --at 2027-01-01 --printed other.vds",
        ),
    ];
    check(&sandbox, &cases);
}

#[test]
fn refused() {
    let sandbox = sandbox();
    sandbox.copy("doc", "second");
    let cases = [
        Case::new("printed-unknown", 6, "verify doc --printed notes.txt"),
        Case::new("printed-random", 6, "verify doc --printed random"),
        Case::new("printed-missing", 2, "verify doc --printed nothing.txt"),
        Case::new("printed-cut-seal", 6, "verify doc --printed cut.vds"),
        Case::new("printed-no-code", 6, "verify doc --printed blank.png"),
        Case::new(
            "printed-broken-picture",
            6,
            "verify doc --printed broken.png",
        ),
        Case::new(
            "printed-two-seals",
            2,
            "verify doc --printed own.vds --printed other.png",
        ),
        Case::new(
            "printed-two-zones",
            2,
            "verify doc --printed mrz.txt --printed mrz.txt",
        ),
        Case::new("printed-many", 2, "verify doc second --printed mrz.txt"),
        Case::new(
            "printed-many-sessions",
            2,
            "replay good.session.jsonl good.session.jsonl --printed mrz.txt",
        ),
        // nothing is asked of a reader before
        Case::new(
            "printed-read-unknown",
            6,
            "read --printed notes.txt --timeout 0",
        ),
    ];
    check(&sandbox, &cases);
}

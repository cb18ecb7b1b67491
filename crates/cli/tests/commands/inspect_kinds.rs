//! `vidimus inspect` on the kinds beyond chip files: records, pictures, text, seals.

use crate::common::{Case, Document, Run, Sandbox, assert_no_canary, check};
use vidimus_testkit::shared;

/// `tag length value`, with lengths up to 65 535.
fn object(tag: &[u8], value: &[u8]) -> Vec<u8> {
    let length = u16::try_from(value.len()).unwrap().to_be_bytes();
    let header = match value.len() {
        0..=0x7F => vec![length[1]],
        0x80..=0xFF => vec![0x81, length[1]],
        _ => vec![0x82, length[0], length[1]],
    };
    [tag, &header, value].concat()
}

/// DG11 with this name.
fn dg11(name: &[u8]) -> Vec<u8> {
    let inner = [object(&[0x5C], &[0x5F, 0x0E]), object(&[0x5F, 0x0E], name)].concat();
    object(&[0x6B], &inner)
}

/// DG13 of a citizen card with a number, a name, and a field that nobody knows.
fn dg13() -> Vec<u8> {
    let field = |number: u8, text: &[u8]| {
        object(
            &[0x30],
            &[object(&[0x02], &[number]), object(&[0x0C], text)].concat(),
        )
    };
    let fields = [
        field(2, b"CANARYSURNAME"),
        field(3, b"13/07/1967"),
        field(77, b"CANARYOPT"),
    ]
    .concat();
    let frame = [
        object(&[0x02], &[1]),
        object(&[0x06], &[0x28, 0xD3, 0x16, 1, 0, 8]),
        object(&[0x31], &fields),
    ];
    object(&[0x6D], &object(&[0x30], &frame.concat()))
}

const SEAL: &str = r#"{"data":{"hdr":{"t":"icao.test","v":1,"is":"UTO"},"msg":{"pid":{"n":"CANARYSURNAME","dob":"1967-07-13"}}},"sig":{"alg":"ES256","cer":"MAA=","sigvl":"AAAA"}}"#;

const CODE: &str = "000090000017||CANARYSURNAME CANARYGIVEN|13071967|Nữ|CANARYPLACE|01072021";

/// A PNG of one pixel that says it has more than anybody can hold.
fn bomb() -> Vec<u8> {
    let side = 60_000u32.to_be_bytes();
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR",
        &side[..],
        &side[..],
        &[8, 2, 0, 0, 0, 0, 0, 0, 0],
    ]
    .concat()
}

const WSQ: &[u8] = &[0xFF, 0xA0, 0xFF, 0xA4, 0, 4, 1, 2, 0xFF, 0xA1];

/// Files about the holder, of every kind that a person may give.
fn personal(sandbox: &Sandbox) -> Vec<String> {
    let mut names = Vec::new();
    let mut add = |name: &str, bytes: &[u8]| {
        sandbox.write(name, bytes);
        names.push(name.to_owned());
    };
    for (file, bytes) in &Document::new("bac-rich", &[]).made.files {
        add(&format!("rich/{}", file.file_name()), bytes);
    }
    let dg11 = dg11(b"CANARYSURNAME<<CANARYGIVEN");
    add("cut-dg11.bin", &dg11[..dg11.len() - 3]);
    add("dg13.bin", &dg13());
    let person = [
        object(&[0x5F, 0x51], b"CANARYSURNAME"),
        object(&[0x5F, 0x53], b"CANARYPLACE"),
    ]
    .concat();
    let people = [object(&[0x02], &[1]), object(&[0xA1], &person)].concat();
    add("dg16.bin", &object(&[0x70], &people));
    let zone = String::from_utf8(sandbox.read("mrz.txt")).unwrap();
    add("zone.txt", zone.as_bytes());
    let hex: String = sandbox
        .read("doc/DG1.bin")
        .iter()
        .map(|byte| format!("{byte:02x} "))
        .collect();
    add("pasted.txt", hex.as_bytes());
    add("code.txt", CODE.as_bytes());
    add("seal.json", SEAL.as_bytes());
    let stay = [
        object(&[0x5F, 0x44], b"UTO"),
        object(&[0x5F, 0x46], b"CANARYPLACE"),
    ]
    .concat();
    add(
        "travel.bin",
        &[object(&[0x5F, 0x44], b"UTO"), object(&[0x73], &stay)].concat(),
    );
    let licence = [
        object(&[0x5F, 0x04], b"CANARYSURNAME"),
        object(&[0x5F, 0x05], b"CANARYGIVEN"),
    ]
    .concat();
    add(
        "licence.bin",
        &object(
            &[0x61],
            &object(&[0x7F, 0x63], &[2, 1, 0])
                .into_iter()
                .chain(object(&[0x5F, 0x02], &licence))
                .collect::<Vec<_>>(),
        ),
    );
    let text = [
        b"\x89PNG\r\n\x1a\n".as_slice(),
        b"\0\0\0\x11tEXtCANARYSURNAME\0\0\0\0\0\0\0\0",
    ]
    .concat();
    add("comment.png", &text);
    names
}

/// Nothing about the holder is seen without `--reveal`, and with it something is.
#[test]
fn nothing_personal_is_shown() {
    let sandbox = Sandbox::new();
    let mut revealed = 0;
    for name in personal(&sandbox) {
        for options in [&[][..], &["--json"]] {
            let arguments = [&["inspect", name.as_str()], options].concat();
            let run = Run::new(&sandbox, &arguments);
            assert_eq!(run.code, 0, "{name}: {}", run.stderr);
            assert_no_canary(&name, &run.stdout);
            assert_no_canary(&name, &run.stderr);
            if !options.is_empty() {
                assert_ne!(run.json()["kind"], "unknown", "{name}");
            }
        }
        let run = Run::new(&sandbox, &["inspect", &name, "--reveal"]);
        let hex = "43414E415259";
        revealed += usize::from(run.stdout.contains("CANARY") || run.stdout.contains(hex));
    }
    assert!(revealed >= 12, "{revealed}");
}

#[test]
fn kinds() {
    let sandbox = Sandbox::new();
    personal(&sandbox);
    let hostile = "EVIL\u{1b}[2J\u{202E}<<NAME\0";
    sandbox.write("hostile.bin", dg11(hostile.as_bytes()));
    sandbox.write("cut.json", &SEAL[..SEAL.len() - 20]);
    sandbox.write("finger.wsq", WSQ);
    sandbox.write("bomb.png", bomb());
    sandbox.write("numbers.txt", "0123456789 0123456789\n");
    check(
        &sandbox,
        &[
            Case::new("inspect-dg11", 0, "inspect rich/DG11.bin"),
            Case::new("inspect-cut-dg11", 0, "inspect cut-dg11.bin"),
            Case::new("inspect-dg11-hostile", 0, "inspect hostile.bin --reveal"),
            Case::new("inspect-dg13", 0, "inspect dg13.bin"),
            Case::new("inspect-dg16-reveal", 0, "inspect dg16.bin --reveal").shows_data(),
            Case::new("inspect-dg2", 0, "inspect doc/DG2.bin"),
            Case::new("inspect-pasted", 0, "inspect pasted.txt"),
            Case::new("inspect-numbers", 6, "inspect numbers.txt"),
            Case::new("inspect-qr", 0, "inspect code.txt"),
            Case::new("inspect-seal", 0, "inspect seal.json"),
            Case::new("inspect-cut-seal", 0, "inspect cut.json"),
            Case::new("inspect-travel", 0, "inspect travel.bin"),
            Case::new("inspect-licence", 0, "inspect licence.bin"),
            Case::new("inspect-png", 0, "inspect comment.png"),
            Case::new(
                "inspect-images",
                0,
                "inspect doc/DG2.bin finger.wsq --images out",
            )
            .writes(),
            Case::new(
                "inspect-images-again",
                2,
                "inspect doc/DG2.bin --images out",
            ),
            Case::new("inspect-images-bomb", 0, "inspect bomb.png --images bombs").writes(),
            Case::new(
                "inspect-images-file",
                2,
                "inspect doc/DG2.bin --images mrz.txt",
            ),
            Case::new(
                "inspect-images-nowhere",
                2,
                "inspect doc/DG2.bin --images a/b",
            ),
        ],
    );
    assert_eq!(sandbox.read("out/finger-1.wsq"), WSQ);
    assert!(sandbox.read("out/DG2-1.png").starts_with(b"\x89PNG"));
    assert_eq!(
        std::fs::read_dir(sandbox.path().join("bombs"))
            .unwrap()
            .count(),
        0
    );
}

/// Pictures are for their owner alone.
#[cfg(unix)]
#[test]
fn nobody_else_can_read_the_pictures() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    let run = Run::new(
        &sandbox,
        &["inspect", "doc/DG2.bin", "--images", "out", "--json"],
    );
    let written = &run.json()["written"][0];
    assert_eq!(
        (&written["file"], &written["decoded"]),
        (&"DG2-1.png".into(), &true.into())
    );
    let mode = |name: &str| {
        let metadata = sandbox.path().join(name).metadata().unwrap();
        metadata.permissions().mode() & 0o777
    };
    assert_eq!((mode("out"), mode("out/DG2-1.png")), (0o700, 0o600));
}

/// Fingers and irises of the reference documents, and their pictures.
#[test]
fn pictures_of_others() {
    let Some(folder) = shared("lds/bsi-tr03105-5-refset") else {
        return;
    };
    let folder = folder.canonicalize().unwrap();
    let sandbox = Sandbox::new();
    let inspect = |name: &str| {
        let path = folder.join(name);
        let arguments = [
            "inspect",
            path.to_str().unwrap(),
            "--images",
            "out",
            "--json",
        ];
        let run = Run::new(&sandbox, &arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.json()
    };
    let fingers = inspect("DG3.bin");
    let pictures = &fingers["values"]["pictures"];
    assert_eq!(pictures[0]["no_decoder"], "image.no_decoder");
    assert_eq!(pictures[0]["record"]["compression"]["name"], "WSQ");
    assert_eq!(pictures[0]["record"]["finger"]["redacted"], true);
    assert_eq!(fingers["written"][1]["file"], "DG3-2.wsq");
    assert_eq!(fingers["written"][1]["code"], "image.no_decoder");
    let irises = inspect("DG4.bin");
    assert_eq!(irises["written"][1]["file"], "DG4-2.png");
    assert_eq!(irises["values"]["pictures"][0]["decoder"], "jpeg2000");
    assert!(sandbox.read("out/DG4-1.png").starts_with(b"\x89PNG"));
    // a field of a record has a place and a name, and no tag
    let record = &irises["tree"][0]["children"][0]["children"];
    let text = record.to_string();
    assert!(text.contains("\"name\":\"format identifier\""), "{text}");
    assert!(text.contains("\"meaning\":\"IIR\"") && text.contains("\"tag\":null"));
}

/// Every cut shows what came before and where it ends.
#[test]
fn cut_at_every_tenth_byte() {
    let sandbox = Sandbox::new();
    let whole = dg11(b"CANARYSURNAME<<CANARYGIVEN");
    for end in (12..whole.len()).step_by(10) {
        sandbox.write("cut.bin", &whole[..end]);
        let run = Run::new(&sandbox, &["inspect", "cut.bin", "--json"]);
        assert_eq!(run.code, 0, "{end}: {}", run.stderr);
        let said = run.json();
        assert_eq!(said["faults"][0]["offset"], end, "{said}");
        assert_eq!(said["faults"][0]["code"], "malformed.truncated");
        let missing = whole.len() - end;
        assert_eq!(said["tree"][0]["missing"], missing, "{said}");
        let has_list = !said["values"]["tag_list"].is_null();
        assert_eq!(has_list, end >= 6, "{said}");
    }
}

//! The biometrics of the specimen documents: what the records say, and their pictures.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Dice, mutate, shared_bytes};
use vidimus_lds::biometric::Attribute;
use vidimus_lds::dg2::{Dg2, RecordFormat};
use vidimus_lds::dg3::Dg3;
use vidimus_lds::dg4::Dg4;
use vidimus_lds::picture::ImageFormat;
use vidimus_lds::structure::{self, Deviation};
use vidimus_lds::{Decoded, Personal};

/// Attributes as `name=value`, joined.
fn words(attributes: &Personal<Vec<Attribute>>) -> String {
    let list = attributes.reveal().iter();
    let pairs: Vec<String> = list
        .map(|one| format!("{}={}", one.name, one.value))
        .collect();
    pairs.join("; ")
}

fn whole<T>(read: Decoded<T>) -> T {
    assert!(read.faults.is_empty() && read.notes.is_empty());
    read.value
}

#[test]
fn fingers_of_the_reference_set() {
    // two documents, the same fingers
    for path in [
        "lds/bsi-tr03105-5-refset/DG3.bin",
        "lds/bsi2008/Datagroup3.bin",
    ] {
        let Some(bytes) = shared_bytes(path) else {
            return;
        };
        let dg3 = whole(Dg3::read(&bytes));
        let names: Vec<_> = dg3.fingers.iter().map(|finger| finger.finger()).collect();
        assert_eq!(names, [Some("right index"), Some("left index")]);
        for finger in &dg3.fingers {
            assert_eq!(finger.record, RecordFormat::Iso19794);
            assert_eq!(finger.format, ImageFormat::Wsq);
            let picture = finger.picture.unwrap();
            assert_eq!((picture.width, picture.height, picture.bits), (620, 620, 8));
            let wsq = finger.bytes(&bytes).unwrap();
            assert!(wsq.starts_with(&[0xFF, 0xA0]) && wsq.ends_with(&[0xFF, 0xA1]));
            let information = finger.information.as_ref().unwrap().reveal();
            assert_eq!(information.image_resolution, (500, 500));
            assert_eq!(
                (information.quality, information.acquisition_level),
                (100, 31)
            );
        }
        assert_eq!(
            words(&dg3.fingers[0].attributes()),
            "finger=right index; view=1 of 1; impression=live scan, plain; quality=100; \
             declared size=620 by 620 pixels; depth=8 bits; resolution=500 by 500; \
             scale=per inch; compression=WSQ; acquisition level=31"
        );
        assert!(!format!("{dg3:?}").contains("620 by"));
    }
}

#[test]
fn irises_of_the_reference_set() {
    for path in [
        "lds/bsi-tr03105-5-refset/DG4.bin",
        "lds/bsi2008/Datagroup4.bin",
    ] {
        let Some(bytes) = shared_bytes(path) else {
            return;
        };
        let dg4 = whole(Dg4::read(&bytes));
        let seen: Vec<_> = dg4
            .irises
            .iter()
            .map(|iris| {
                let picture = iris.picture.unwrap();
                (
                    iris.eye().unwrap(),
                    picture.width,
                    picture.height,
                    iris.format,
                )
            })
            .collect();
        let format = ImageFormat::Jpeg2000;
        assert_eq!(
            seen,
            [("right", 163, 149, format), ("left", 160, 152, format)]
        );
        assert_eq!(
            words(&dg4.irises[0].attributes()),
            "eye=right; number=1; quality=51; image format=RGB, JPEG 2000; \
             declared size=163 by 149 pixels; depth=24 bits; diameter of the iris=150 pixels"
        );
    }
}

#[test]
fn faces_of_the_specimens() {
    let Some(bytes) = shared_bytes("lds/bsi2008/Datagroup2.bin") else {
        return;
    };
    let dg2 = Dg2::parse(&bytes).unwrap();
    // the record declares another size than the picture has
    let whats: Vec<_> = dg2
        .deviations
        .iter()
        .map(|found| found.what.clone())
        .collect();
    assert_eq!(whats, [Deviation::ImageSize]);
    let face = dg2.portrait().unwrap();
    assert_eq!(
        words(&face.attributes()),
        "face image type=full frontal; image data type=JPEG 2000; \
         declared size=337 by 449 pixels"
    );
    let picture = face.picture.unwrap();
    assert_eq!((picture.width, picture.height), (413, 531));
    assert!(face.feature_points.reveal().is_empty());

    let Some(bytes) = shared_bytes("face/dg2_silver_mandatory_fields.bin") else {
        return;
    };
    let face = Dg2::parse(&bytes).unwrap().faces.remove(0);
    assert_eq!(face.record, RecordFormat::Iso39794);
    let said = "generation=3; edition=2019; image format=JPEG 2000, lossy";
    assert_eq!(words(&face.attributes()), said);
    let silver = shared_bytes("face/silver.jp2").unwrap();
    assert_eq!(face.bytes(&bytes), Some(&silver[..]));
}

#[test]
fn changed_specimens_are_read_or_refused() {
    let mut dice = Dice::new(5);
    for path in [
        "lds/bsi-tr03105-5-refset/DG3.bin",
        "lds/bsi-tr03105-5-refset/DG4.bin",
        "face/dg2_silver_mandatory_fields.bin",
    ] {
        let Some(bytes) = shared_bytes(path) else {
            return;
        };
        let file = vidimus_lds::File::identify(&bytes).unwrap();
        for _ in 0..300 {
            let changed = mutate(&bytes, &mut dice);
            for finding in structure::check(file, &changed) {
                assert!(!finding.to_string().is_empty());
            }
            let (dg2, dg3) = (Dg2::read(&changed).value, Dg3::read(&changed).value);
            let dg4 = Dg4::read(&changed).value;
            let faces = dg2.faces.iter().map(|face| face.bytes(&changed).is_some());
            let fingers = dg3
                .fingers
                .iter()
                .map(|finger| finger.bytes(&changed).is_some());
            let irises = dg4.irises.iter().map(|iris| iris.bytes(&changed).is_some());
            // a picture that is found lies in the file
            assert!(faces.chain(fingers).chain(irises).all(|inside| inside));
        }
    }
}

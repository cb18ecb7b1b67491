//! Faults of DG2, DG3 and DG4: templates and headers, records, pictures. All of them are signed.
//!
//! The data group is made anew with one rule broken: one face in JPEG, or two fingers or irises
//! without compression, unless the fault says otherwise.

use super::params::Params;
use crate::FaultError;
use crate::personalise::biometric::{
    BiometricSpec, Coding, Content, InstanceSpec, Modality, PictureSpec, RecordField, RecordSpec,
};
use crate::personalise::{CardSpec, PersonaliseError};

type Done = Result<(), PersonaliseError>;

/// Feature points of a record whose fault is about them, where it does not say how many.
const FEATURES: u16 = 20;

/// Group and header templates.
pub(super) fn header(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let mut made = base(params)?;
    let count = params.get("count").map(|_| small(params, "count"));
    if let Some(count) = count.transpose()? {
        let present = match params.get("present") {
            None => count,
            Some(_) => small(params, "present")?,
        };
        let first = made.instances.first().cloned();
        made.instances = first.into_iter().cycle().take(present.into()).collect();
        made.count = Some(count);
    }
    let instance = match params.get("instance") {
        None => 1,
        Some(_) => params.size("instance")?,
    };
    match params.get("drop") {
        None => {}
        Some("02") => made.count = None,
        Some("5F2E") => nth(&mut made, instance, params)?.content = Content::Nothing,
        Some(_) => {
            let tag = params.tag("drop")?;
            nth(&mut made, instance, params)?.set_header(tag, None);
        }
    }
    if params.get("do").is_some() {
        let (tag, value) = (params.tag("do")?, params.hex("value")?);
        nth(&mut made, instance, params)?.set_header(tag, Some(value));
    }
    match params.get("encrypted") {
        None | Some("false") => {}
        Some("true") => nth(&mut made, instance, params)?.content = Content::Encrypted,
        Some(_) => return params.refuse("encrypted"),
    }
    put(spec, &made);
    Ok(())
}

/// The record inside 5F2E.
pub(super) fn record(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let mut made = base(params)?;
    let about_features =
        params.get("features").is_some() || params.get("value") == Some("without-features");
    if about_features {
        made = BiometricSpec::new(made.modality, &PictureSpec::new(Coding::Jpeg2000), 1);
    }
    let record = first_record(&mut made, params)?;
    if about_features {
        features(record, params)?;
    }
    match params.get("field") {
        None => {}
        Some("record-length") => {
            record.record_delta = match params.get("value") {
                Some("without-features") => -8 * i64::from(FEATURES),
                _ => params.number("value")?.into(),
            };
        }
        Some(name) => {
            let field = RecordField::named(name).ok_or_else(|| params.bad("field"))?;
            let value = params.hex("value")?;
            record
                .set(field, value)
                .ok_or_else(|| params.bad("value"))?;
        }
    }
    put(spec, &made);
    Ok(())
}

/// Declares feature points, and puts `present` of them in: all, unless it says otherwise.
fn features(record: &mut RecordSpec, params: &Params<'_>) -> Done {
    if record.modality != Modality::Face {
        return params.refuse("dg");
    }
    record.features_declared = match params.get("features") {
        None => FEATURES,
        Some(_) => u16::try_from(params.size("features")?).map_err(|_| params.bad("features"))?,
    };
    record.features = match params.get("present") {
        None => record.features_declared.into(),
        Some(_) => params.size("present")?,
    };
    Ok(())
}

/// The picture inside the record.
pub(super) fn image(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let modality = modality(params)?;
    let picture = picture(modality, params)?;
    let count = match (params.get("count"), modality) {
        (Some(_), _) => small(params, "count")?,
        (None, Modality::Face) => 1,
        (None, _) => 2,
    };
    let mut made = BiometricSpec::new(modality, &picture, count);
    if params.get("format") == Some("39794") {
        if modality != Modality::Face {
            return params.refuse("dg");
        }
        for instance in &mut made.instances {
            instance.set_block(picture.clone());
        }
        put(spec, &made);
        return Ok(());
    }
    let record = first_record(&mut made, params)?;
    if params.get("declared").is_some() {
        record.image_delta = params.number("declared")?.into();
    }
    if params.get("padding").is_some() {
        record.padding = params.size("padding")?;
    }
    match params.get("type-byte") {
        None => {}
        Some("jp2") => record
            .set(RecordField::DataType, vec![1])
            .ok_or_else(|| params.bad("type-byte"))?,
        Some(_) => return params.refuse("type-byte"),
    }
    put(spec, &made);
    Ok(())
}

fn picture(modality: Modality, params: &Params<'_>) -> Result<PictureSpec, PersonaliseError> {
    let coding = match params.get("format") {
        Some("jpeg") => Coding::Jpeg,
        Some("jp2" | "39794") => Coding::Jpeg2000,
        Some("j2k") => Coding::Codestream,
        Some("wsq") => Coding::Wsq,
        Some("raw") => Coding::Raw,
        Some(_) => return params.refuse("format"),
        None if modality == Modality::Face => Coding::Jpeg,
        None => Coding::Raw,
    };
    let mut picture = PictureSpec::new(coding);
    if let Some(text) = params.get("pixels") {
        let pixels = match text.strip_prefix("2^").map(str::parse) {
            Some(Ok(bits)) => 1u32.checked_shl(bits),
            Some(Err(_)) => None,
            None => text.parse().ok(),
        };
        let lying = pixels.and_then(|pixels| picture.with_pixels(pixels));
        picture = lying.ok_or_else(|| params.bad("pixels"))?;
    }
    if params.get("bytes").is_some() {
        picture.bytes.truncate(params.size("bytes")?);
    }
    Ok(picture)
}

/// The data group as it is without a fault.
fn base(params: &Params<'_>) -> Result<BiometricSpec, FaultError> {
    let modality = modality(params)?;
    let (coding, count) = match modality {
        Modality::Face => (Coding::Jpeg, 1),
        Modality::Finger | Modality::Iris => (Coding::Raw, 2),
    };
    Ok(BiometricSpec::new(
        modality,
        &PictureSpec::new(coding),
        count,
    ))
}

fn modality(params: &Params<'_>) -> Result<Modality, FaultError> {
    Modality::of(params.group()?).ok_or_else(|| params.bad("dg"))
}

/// A number of one digit or two.
fn small(params: &Params<'_>, key: &'static str) -> Result<u8, FaultError> {
    match u8::try_from(params.size(key)?) {
        Ok(number @ 0..=99) => Ok(number),
        _ => Err(params.bad(key)),
    }
}

/// The template of this number, from 1.
fn nth<'a>(
    made: &'a mut BiometricSpec,
    number: usize,
    params: &Params<'_>,
) -> Result<&'a mut InstanceSpec, FaultError> {
    let at = number.checked_sub(1);
    let found = at.and_then(|at| made.instances.get_mut(at));
    found.ok_or_else(|| params.bad("instance"))
}

fn first_record<'a>(
    made: &'a mut BiometricSpec,
    params: &Params<'_>,
) -> Result<&'a mut RecordSpec, FaultError> {
    match made.instances.first_mut().map(|first| &mut first.content) {
        Some(Content::Record(record)) => Ok(record),
        _ => Err(params.bad("count")),
    }
}

fn put(spec: &mut CardSpec, made: &BiometricSpec) {
    spec.put(made.modality.group().number(), made.to_bytes());
}

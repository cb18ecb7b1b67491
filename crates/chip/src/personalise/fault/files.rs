//! Faults of files: EF.COM, data groups, portrait.
//!
//! What is said to be signed is changed before the hashes are made; the rest after.

use super::holder::named;
use super::params::Params;
use crate::personalise::{CardSpec, FaceSpec, HashEdit, PersonaliseError, Portrait, files};
use crate::pki::der;
use vidimus_iso7816::tlv::{Reader, Tag, Tlv};
use vidimus_lds::{DataGroup, File};

type Done = Result<(), PersonaliseError>;

pub(super) fn apply(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    match params.name() {
        "com-field" => com_field(spec, params),
        "dg-replace" => replace(spec, params),
        "dg-bitflip" => bitflip(spec, params),
        "dg-unlisted" => {
            for group in params.groups()? {
                ensure(spec, group)?;
                spec.leave_out_of_com(group);
                spec.hash_edits
                    .push(HashEdit::Remove(u32::from(group.number())));
            }
            Ok(())
        }
        "dg-drop-object" => drop_object(spec, params),
        "dg-encoding" => non_minimal(spec, params),
        "file-empty" => empty(spec, params),
        "file-missing" => missing(spec, params),
        "file-size" => size(spec, params),
        _ => outer(spec, params),
    }
}

fn com_field(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    if params.get("sod") == Some("v1") {
        spec.sod.lds_version = 1;
        spec.sod.version_information = Some(("0108".to_owned(), "040000".to_owned()));
    }
    let absent = params.required("value")? == "absent";
    let text = (!absent).then(|| params.get("value").unwrap_or_default().to_owned());
    let tags = if absent {
        None
    } else {
        Some(params.hex("value")?)
    };
    let Some(com) = &mut spec.com else {
        return Ok(());
    };
    match params.required("do")? {
        "5F01" => com.lds_version = text,
        "5F36" => com.unicode_version = text,
        "5C" => com.tags = tags,
        _ => return params.refuse("do"),
    }
    Ok(())
}

/// Data groups of another document, after signing.
fn replace(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    if params.get("from") != Some("other-document") {
        return params.refuse("from");
    }
    let other = named("utopia-td3-second").mrz()?;
    for group in params.groups()? {
        let bytes = match group.number() {
            1 => files::dg1(other.joined()),
            2 => FaceSpec::new(Portrait::Jpeg2000).to_dg2(),
            _ => return params.refuse("dg"),
        };
        spec.replaced.insert(File::Dg(group), Some(bytes));
    }
    Ok(())
}

fn bitflip(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let group = params.group()?;
    ensure(spec, group)?;
    let mut bytes = spec.groups.get(&group).cloned().unwrap_or_default();
    let at = match params.get("byte") {
        None | Some("last") => bytes.len().saturating_sub(1),
        Some(_) => params.size("byte")?,
    };
    match bytes.get_mut(at) {
        Some(byte) => *byte ^= 1,
        None => return params.refuse("byte"),
    }
    spec.replaced.insert(File::Dg(group), Some(bytes));
    Ok(())
}

/// The objects inside a data group.
fn objects(file: &[u8]) -> Option<(Tag, Vec<Tlv<'_>>)> {
    let outer = Reader::new(file).next().ok()??;
    let mut inside = outer.children().ok()?;
    let mut all = Vec::new();
    while let Some(object) = inside.next().ok()? {
        all.push(object);
    }
    Some((outer.tag, all))
}

fn drop_object(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let group = params.group()?;
    ensure(spec, group)?;
    let tag = u32::from_str_radix(params.required("tag")?, 16).map_err(|_| params.bad("tag"))?;
    rewrite(spec, group, |objects| {
        let kept = objects.iter().filter(|object| object.tag != Tag(tag));
        kept.flat_map(|object| object.bytes.to_vec()).collect()
    });
    Ok(())
}

/// Inner lengths in one byte more than they need.
fn non_minimal(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let group = params.group()?;
    ensure(spec, group)?;
    rewrite(spec, group, |objects| {
        objects.iter().flat_map(long_length).collect()
    });
    Ok(())
}

fn long_length(object: &Tlv<'_>) -> Vec<u8> {
    let tag = object.tag.0.to_be_bytes();
    let mut out: Vec<u8> = tag.into_iter().skip_while(|byte| *byte == 0).collect();
    let [.., b2, b1, b0] = object.value.len().to_be_bytes();
    out.extend([0x83, b2, b1, b0]);
    out.extend(object.value);
    out
}

fn rewrite(spec: &mut CardSpec, group: DataGroup, inner: impl Fn(&[Tlv<'_>]) -> Vec<u8>) {
    let changed = spec.groups.get(&group).and_then(|file| {
        let (tag, objects) = objects(file)?;
        Some(der::object(tag.0, &inner(&objects)))
    });
    if let Some(bytes) = changed {
        spec.groups.insert(group, bytes);
    }
}

/// The file is not there; `listed=false` takes it out of the security object and
/// EF.COM too.
fn missing(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let file = params.file()?;
    if let File::Dg(group) = file {
        ensure(spec, group)?;
        if params.get("listed") == Some("false") {
            spec.hash_edits
                .push(HashEdit::Remove(u32::from(group.number())));
            spec.leave_out_of_com(group);
        }
        if params.get("com") == Some("without") {
            spec.leave_out_of_com(group);
        }
    }
    spec.replaced.insert(file, None);
    Ok(())
}

/// No bytes (`0-bytes`), or an empty object (`61-00`); a data group is signed so.
fn empty(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let bytes = match params.required("form")? {
        "0-bytes" => Vec::new(),
        form => {
            let byte = |digits| u8::from_str_radix(digits, 16).ok();
            let bytes: Option<Vec<u8>> = form.split('-').map(byte).collect();
            bytes.ok_or_else(|| params.bad("form"))?
        }
    };
    match params.file()? {
        File::Dg(group) => spec.put(group.number(), bytes),
        file => {
            spec.replaced.insert(file, Some(bytes));
        }
    }
    Ok(())
}

fn size(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let bytes = params.size("bytes")?;
    match params.file()? {
        File::Sod => spec.sod.size = Some(bytes),
        File::Dg(group) if group.number() == 2 => {
            let face = FaceSpec::sized(bytes).ok_or_else(|| params.bad("bytes"))?;
            spec.put(2, face.to_dg2());
        }
        File::Dg(group) if group.number() == 11 => spec.put_dg11(Some(bytes)),
        _ => return params.refuse("file"),
    }
    Ok(())
}

/// Outer tag, outer length, or bytes after the file. Data groups are changed before they are
/// hashed, the whole file with `hash=file`; other files after signing.
fn outer(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let file = params.file()?;
    if let File::Dg(group) = file {
        ensure(spec, group)?;
        let own = spec.groups.get(&group).cloned().unwrap_or_default();
        let changed = changed(&own, params)?;
        if params.get("hash") == Some("tlv") {
            spec.replaced.insert(file, Some(changed));
            return Ok(());
        }
        spec.groups.insert(group, changed);
        spec.hash_whole_file.insert(group);
        return Ok(());
    }
    let made = spec.personalise()?;
    let own = made.files.get(&file).cloned().unwrap_or_default();
    spec.replaced.insert(file, Some(changed(&own, params)?));
    Ok(())
}

fn changed(own: &[u8], params: &Params<'_>) -> Result<Vec<u8>, PersonaliseError> {
    let mut bytes = own.to_vec();
    match params.name() {
        "file-outer-tag" => {
            let tag = params.hex("tag")?;
            match (bytes.first_mut(), tag.as_slice()) {
                (Some(first), [tag]) => *first = *tag,
                _ => return params.refuse("tag"),
            }
        }
        "file-trailing" => bytes.resize(own.len() + params.size("bytes")?, 0),
        _ => bytes = other_length(own, params.number("delta")?),
    }
    Ok(bytes)
}

/// The same content under a length that is more or less by this much.
fn other_length(own: &[u8], delta: i32) -> Vec<u8> {
    let Ok(Some(outer)) = Reader::new(own).next() else {
        return own.to_vec();
    };
    let declared = i64::try_from(outer.value.len()).unwrap_or(0) + i64::from(delta);
    let declared = u32::try_from(declared).unwrap_or(0);
    let tag = outer.tag.0.to_be_bytes();
    let mut out: Vec<u8> = tag.into_iter().skip_while(|byte| *byte == 0).collect();
    let length = declared.to_be_bytes();
    match outer.header_len - out.len() {
        1 => out.extend(length.iter().skip(3)),
        used => {
            let digits = used - 1;
            out.push(0x80 | u8::try_from(digits).unwrap_or(4));
            out.extend(length.iter().skip(4_usize.saturating_sub(digits)));
        }
    }
    out.extend(outer.value);
    out
}

/// Puts a data group in that the document does not have yet.
pub(super) fn ensure(spec: &mut CardSpec, group: DataGroup) -> Done {
    if spec.groups.contains_key(&group) {
        return Ok(());
    }
    match group.number() {
        11 => spec.put_dg11(None),
        12 => spec.put(12, files::dg12("AMAUROT OFFICE")),
        14 => spec.put(14, files::dg14(None)?),
        15 => spec.put(15, files::dg15(crate::pki::TestKey::AaRsa2048)?),
        // content that nobody decodes: one octet string
        number => spec.put(number, der::object(group.tag().0, &der::octets(&[0; 16]))),
    }
    Ok(())
}

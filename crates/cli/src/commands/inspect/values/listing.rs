//! A listing as JSON and as lines.

use super::Values;
use serde_json::{Map, Value as Json, json};
use vidimus::iso7816::Fault;
use vidimus::lds::image::{PixelLimits, decoder_of};
use vidimus::lds::listing::{Fields, ListedFault, ListedPicture, Listing, Value};
use vidimus::lds::text::escape_for_terminal;

impl Values {
    /// Takes over everything that a listing holds.
    pub fn take(&mut self, listing: Listing, reveal: bool) {
        for (name, value) in listing.fields.iter() {
            self.fields.insert(name.to_owned(), to_json(value, reveal));
            lines(&mut self.lines, 0, name, value, reveal);
        }
        self.pictures = listing.pictures;
        let pictures: Vec<Json> = self
            .pictures
            .iter()
            .map(|picture| to_json(&Value::Fields(picture_fields(picture)), reveal))
            .collect();
        for (place, picture) in self.pictures.iter().enumerate() {
            let fields = Value::Fields(picture_fields(picture));
            lines(
                &mut self.lines,
                0,
                &format!("picture_{}", place + 1),
                &fields,
                reveal,
            );
        }
        if !pictures.is_empty() {
            self.fields.insert("pictures".into(), pictures.into());
        }
        self.take_faults(&listing.faults);
        let notes = listing.notes.iter().map(|note| {
            json!({
                "offset": note.offset, "code": note.code, "quirk": note.quirk.map(|quirk| quirk.id),
                "message": note.what.to_string(),
            })
        });
        let notes: Vec<Json> = notes.collect();
        for note in &listing.notes {
            let quirk = note.quirk.map(|quirk| format!(", known as {}", quirk.id));
            let text = format!("{note}{}", quirk.unwrap_or_default());
            self.lines.push(line(0, "deviates", &text));
        }
        if !notes.is_empty() {
            self.top_level.push(("notes", notes.into()));
        }
    }

    fn take_faults(&mut self, faults: &[ListedFault]) {
        let mut all = Vec::new();
        for fault in faults {
            let (code, offset) = (fault.code(), fault.offset());
            let file = fault.place();
            let message = fault.to_string();
            self.lines.push(line(
                0,
                "fault",
                &format!("{message} ({code}, byte {offset})"),
            ));
            all.push(json!({"file": file, "offset": offset, "code": code, "message": message}));
        }
        if !all.is_empty() {
            self.top_level.push(("faults", all.into()));
        }
    }
}

/// What is known of a picture, and the decoder that it would go to.
fn picture_fields(picture: &ListedPicture) -> Fields {
    let mut fields = picture.fields();
    match decoder_of(
        picture.format,
        picture.header.as_ref(),
        &PixelLimits::default(),
    ) {
        Ok(decoder) => fields.text("decoder", decoder),
        Err(reason) => fields.text("no_decoder", reason.code()),
    }
    fields
}

pub(super) fn to_json(value: &Value, reveal: bool) -> Json {
    match value {
        Value::Text(text) => json!(text),
        Value::Number(number) => json!(number),
        Value::Flag(flag) => json!(flag),
        Value::List(values) => values.iter().map(|one| to_json(one, reveal)).collect(),
        Value::Fields(fields) => {
            let all = fields.iter();
            let all = all.map(|(name, value)| (name.to_owned(), to_json(value, reveal)));
            Json::Object(all.collect::<Map<_, _>>())
        }
        Value::Personal(_) if !reveal => json!({"redacted": true}),
        Value::Personal(hidden) => to_json(hidden.reveal(), reveal),
    }
}

fn lines(out: &mut Vec<String>, depth: usize, name: &str, value: &Value, reveal: bool) {
    match value {
        Value::Personal(_) if !reveal => {
            out.push(line(depth, name, "(hidden, --reveal shows it)"));
        }
        Value::Personal(hidden) => lines(out, depth, name, hidden.reveal(), reveal),
        Value::Fields(fields) => {
            out.push(line(depth, name, ""));
            for (name, value) in fields.iter() {
                lines(out, depth + 1, name, value, reveal);
            }
        }
        Value::List(values) if values.iter().all(is_plain) => {
            let all: Vec<String> = values.iter().filter_map(plain).collect();
            out.push(line(depth, name, &all.join(", ")));
        }
        Value::List(values) => {
            for (place, value) in values.iter().enumerate() {
                lines(out, depth, &format!("{name}_{}", place + 1), value, reveal);
            }
        }
        other => out.push(line(depth, name, &plain(other).unwrap_or_default())),
    }
}

fn is_plain(value: &Value) -> bool {
    plain(value).is_some()
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(escape_for_terminal(text).into_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Flag(flag) => Some(flag.to_string()),
        _ => None,
    }
}

fn line(depth: usize, name: &str, text: &str) -> String {
    let indent = depth * 2;
    let width = 24usize.saturating_sub(indent);
    let name = name.replace('_', " ");
    format!("{:indent$}{name:width$}{text}", "")
        .trim_end()
        .to_owned()
}

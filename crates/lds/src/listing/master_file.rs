//! EF.ATR/INFO, EF.DIR and EF.COM.

use super::Listing;
use super::value::{Fields, Value};
use crate::atr_info::{AtrInfo, CardCapabilities, CardServiceData};
use crate::com::EfCom;
use crate::ef_dir::{Application, EfDir};
use crate::lds2::Lds2File;

pub(super) fn atr_info(bytes: &[u8]) -> Listing {
    Listing::of(AtrInfo::read(bytes), |objects, listing| {
        let fields = &mut listing.fields;
        if let Some((command, response)) = objects.info.buffers {
            fields.number("most_command_bytes", command);
            fields.number("most_response_bytes", response);
        }
        if let Some(found) = objects.info.capabilities {
            fields.add("capabilities", Value::Fields(capabilities(found)));
        }
        if let Some(found) = objects.info.services {
            fields.add("services", Value::Fields(services(found)));
        }
        fields.raw("other", &objects.other);
    })
}

fn capabilities(found: CardCapabilities) -> Fields {
    flags(&[
        ("selects_by_full_name", found.selects_by_full_name()),
        ("short_identifiers", found.has_short_identifiers()),
        ("record_numbers", found.has_record_numbers()),
        ("command_chaining", found.has_command_chaining()),
        ("extended_length", found.has_extended_length()),
        ("announces_buffers", found.announces_buffers()),
    ])
}

fn services(found: CardServiceData) -> Fields {
    flags(&[
        ("selects_by_full_name", found.selects_by_full_name()),
        ("ef_dir", found.has_ef_dir()),
        ("ef_atr_info", found.has_ef_atr_info()),
        ("master_file", found.has_master_file()),
    ])
}

fn flags(flags: &[(&'static str, bool)]) -> Fields {
    let mut fields = Fields::default();
    for (name, flag) in flags {
        fields.add(*name, Value::Flag(*flag));
    }
    fields
}

pub(super) fn directory(bytes: &[u8]) -> Listing {
    Listing::of(EfDir::read(bytes), |directory, listing| {
        let applications = directory.applications.iter().map(application).collect();
        listing.fields.list("applications", applications);
        listing.fields.raw("unknown", &directory.unknown);
    })
}

fn application(application: &Application<'_>) -> Value {
    let mut fields = Fields::default();
    if let Some(identifier) = application.identifier {
        fields.add("identifier", Value::hex(identifier));
    }
    if let Some(known) = application.known {
        fields.text("application", known);
        // of the sixty-four EF.Biometrics the first and the last say enough
        let files: Vec<_> = Lds2File::of(known).collect();
        let shown = files
            .iter()
            .enumerate()
            .filter(|(place, _)| *place < 4 || place + 1 == files.len());
        fields.list("files", shown.map(|(_, file)| Value::text(file)).collect());
    }
    if let Some(label) = &application.label {
        fields.text("label", label.as_str());
    }
    fields.raw("other", &application.other);
    Value::Fields(fields)
}

pub(super) fn common(bytes: &[u8]) -> Listing {
    Listing::of(EfCom::read(bytes), |com, listing| {
        let groups = com
            .groups()
            .map(|group| Value::text(group.name()))
            .collect();
        listing.fields.list("data_groups", groups);
    })
}

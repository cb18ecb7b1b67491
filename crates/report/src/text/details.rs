//! What the data groups beyond DG1 say: values when revealed, else how many there are.

use super::page::{Mark, Page};
use crate::details::Detail;
use crate::lang::field_title;
use crate::{Msg, Report};
use std::collections::BTreeSet;

pub(super) fn details(report: &Report, reveal: bool, page: &mut Page) {
    let details = &report.document.details;
    if details.is_empty() {
        return;
    }
    page.heading(Msg::HeadingContent);
    if !reveal {
        let groups: BTreeSet<_> = details.iter().map(|detail| detail.group).collect();
        let groups: Vec<_> = groups.iter().map(|group| group.name()).collect();
        let hidden = page.say(Msg::DetailsHidden {
            count: details.len(),
            groups: &groups.join(", "),
        });
        page.plain(2, &hidden);
        return;
    }
    let mut last = None;
    for detail in details {
        if last != Some(detail.group) && !detail.proved {
            let group = detail.group.name();
            let unproved = page.say(Msg::GroupUnproven { group });
            page.marked(2, Mark::Look, &unproved);
        }
        last = Some(detail.group);
        line(detail, page);
    }
}

/// `DG11 full name: …`.
fn line(detail: &Detail, page: &mut Page) {
    let title = field_title(detail.field, page.lang());
    let item = detail.item.as_deref().map(|item| format!(" {item}"));
    let text = format!(
        "{} {title}{}: {}",
        detail.group.name(),
        item.unwrap_or_default(),
        detail.value.reveal()
    );
    match &detail.raw {
        Some(bytes) => {
            let bytes = bytes.reveal();
            let damaged = page.say(Msg::Damaged { bytes });
            page.marked(2, Mark::Look, &format!("{text} ({damaged})"));
        }
        None => page.plain(2, &text),
    }
}

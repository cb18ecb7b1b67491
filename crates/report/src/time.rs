//! The time at which a document is judged, and where it comes from (DESIGN §2, "Time").

use crate::Tool;
use ::time::OffsetDateTime;
use ::time::format_description::well_known::Rfc3339;

/// Who says what time it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeSource {
    /// This machine's clock.
    Clock,
    /// The caller (`--at TIME`): taken as given.
    Given,
    /// The recording, which nobody signed (`--at recorded`).
    Recorded,
}

impl TimeSource {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clock => "clock",
            Self::Given => "given",
            Self::Recorded => "recorded",
        }
    }
}

/// The time used for validity, revocation and expiry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EvaluationTime {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub unix: i64,
    /// Where it comes from.
    pub source: TimeSource,
}

impl EvaluationTime {
    /// This machine's clock says so.
    #[must_use]
    pub const fn clock(unix: i64) -> Self {
        Self {
            unix,
            source: TimeSource::Clock,
        }
    }

    /// The caller says so.
    #[must_use]
    pub const fn given(unix: i64) -> Self {
        Self {
            unix,
            source: TimeSource::Given,
        }
    }

    /// The recording says so.
    #[must_use]
    pub const fn recorded(unix: i64) -> Self {
        Self {
            unix,
            source: TimeSource::Recorded,
        }
    }

    /// Whether the machine's clock cannot be right: it shows a time before this program was
    /// built, or before the newest signed list was signed. A given time is never implausible.
    #[must_use]
    pub fn is_implausible(self, tool: &Tool, newest_list: Option<i64>) -> bool {
        let earliest = newest_list.unwrap_or(i64::MIN).max(tool.built_at);
        self.source == TimeSource::Clock && self.unix < earliest
    }
}

/// RFC 3339 in UTC, such as `2026-11-21T09:14:07Z`; the nearest such time where the seconds lie
/// outside the years 0 to 9999.
#[must_use]
pub fn rfc3339(unix: i64) -> String {
    let unix = unix.clamp(-62_167_219_200, 253_402_300_799);
    OffsetDateTime::from_unix_timestamp(unix)
        .ok()
        .and_then(|time| time.format(&Rfc3339).ok())
        .unwrap_or_default()
}

/// The day alone, such as `2026-11-21`.
pub(crate) fn day(unix: i64) -> String {
    rfc3339(unix).chars().take(10).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_rfc_3339() {
        assert_eq!(rfc3339(1_401_580_800), "2014-06-01T00:00:00Z");
        assert_eq!(rfc3339(i64::MAX), "9999-12-31T23:59:59Z");
        assert_eq!(rfc3339(i64::MIN), "0000-01-01T00:00:00Z");
        assert_eq!(day(0), "1970-01-01");
    }

    #[test]
    fn only_the_clock_can_be_implausible() {
        let tool = Tool {
            built_at: 1000,
            ..Tool::default()
        };
        assert!(EvaluationTime::clock(999).is_implausible(&tool, None));
        assert!(!EvaluationTime::clock(1000).is_implausible(&tool, None));
        assert!(EvaluationTime::clock(1999).is_implausible(&tool, Some(2000)));
        assert!(!EvaluationTime::clock(1999).is_implausible(&tool, Some(10)));
        for time in [EvaluationTime::given(5), EvaluationTime::recorded(5)] {
            assert!(!time.is_implausible(&tool, Some(2000)));
        }
    }
}

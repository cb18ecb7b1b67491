//! The search for the smallest fix.

use super::{Put, alternatives, byte};
use crate::guard::{Class, class, is_covered};
use crate::vietnam::numbers_agree;
use crate::{MrzDate, Zone};

/// Characters that are changed although their field could hold them.
const MAX_FREE: usize = 2;

/// Zones tried before giving up; each costs well under a microsecond.
const MAX_TRIES: usize = 40_000;

/// Fixes listed.
const MAX_FIXES: usize = 16;

/// The smallest fixes: all of them have as few changes as possible. A zone in which everything
/// fits has one fix, without any change.
pub(super) struct Found {
    pub(super) fixes: Vec<Vec<Put>>,
    /// whether every possibility of this size was tried, and all that fit are listed
    pub(super) complete: bool,
    /// whether only characters are changed that could not stay
    pub(super) forced_only: bool,
}

/// One place and what may be put there.
struct Doubt {
    place: usize,
    options: Vec<u8>,
}

struct Search<'a> {
    zone: &'a Zone,
    /// places that hold what they cannot hold
    forced: Vec<Doubt>,
    /// places that could be another character as well
    free: Vec<Doubt>,
    fixes: Vec<Vec<Put>>,
    tries: usize,
    /// free changes of the fixes found
    size: usize,
}

pub(super) fn search(zone: &Zone) -> Found {
    let doubts = || (0..zone.form().len()).filter(|place| is_covered(zone.form(), *place));
    let wrong = |place: &usize| !class(zone, *place).allows(byte(zone, *place));
    let mut search = Search {
        zone,
        forced: doubts()
            .filter(wrong)
            .map(|place| Doubt::forced(zone, place))
            .collect(),
        free: doubts()
            .filter(|place| !wrong(place))
            .map(|place| Doubt::new(zone, place))
            .filter(|doubt| !doubt.options.is_empty())
            .collect(),
        fixes: Vec::new(),
        tries: 0,
        size: 0,
    };
    if search.forced.iter().all(|doubt| !doubt.options.is_empty()) {
        search.run();
    }
    let complete = search.tries < MAX_TRIES && search.fixes.len() <= MAX_FIXES;
    search.fixes.truncate(MAX_FIXES);
    Found {
        fixes: in_agreement(zone, search.fixes),
        complete,
        forced_only: search.size == 0,
    }
}

/// Of several fixes of a Vietnamese card those in which both copies of the number and the
/// second check digit agree; all where that leaves none.
fn in_agreement(zone: &Zone, fixes: Vec<Vec<Put>>) -> Vec<Vec<Put>> {
    let agrees = |fix: &&Vec<Put>| match apply(zone, fix) {
        Zone::Icao(mrz) => numbers_agree(&mrz),
        Zone::National(_) => false,
    };
    let agreeing: Vec<Vec<Put>> = fixes.iter().filter(agrees).cloned().collect();
    if fixes.len() > 1 && !agreeing.is_empty() {
        agreeing
    } else {
        fixes
    }
}

/// The zone with these characters put in.
pub(super) fn apply(zone: &Zone, fix: &[Put]) -> Zone {
    let mut changed = zone.clone();
    for put in fix {
        changed.put(put.place, put.byte);
    }
    changed
}

impl Search<'_> {
    /// Tries no free change, then one, then two, until something fits.
    fn run(&mut self) {
        for size in 0..=MAX_FREE {
            self.size = size;
            let mut work = self.zone.clone();
            let mut fix = Vec::new();
            self.force(&mut work, &mut fix, 0, size);
            if !self.fixes.is_empty() || self.tries >= MAX_TRIES {
                return;
            }
        }
    }

    /// Every combination for the places that must change.
    fn force(&mut self, work: &mut Zone, fix: &mut Vec<Put>, index: usize, size: usize) {
        let Some(doubt) = self.forced.get(index) else {
            return self.choose(work, fix, 0, size);
        };
        let (place, options) = (doubt.place, doubt.options.clone());
        self.each(work, fix, place, &options, |search, work, fix| {
            search.force(work, fix, index + 1, size);
        });
    }

    /// Every choice of `size` places among the free ones from `start` on.
    fn choose(&mut self, work: &mut Zone, fix: &mut Vec<Put>, start: usize, size: usize) {
        if size == 0 {
            return self.judge(work, fix);
        }
        for index in start..self.free.len() {
            let Some(doubt) = self.free.get(index) else {
                return;
            };
            let (place, options) = (doubt.place, doubt.options.clone());
            self.each(work, fix, place, &options, |search, work, fix| {
                search.choose(work, fix, index + 1, size - 1);
            });
        }
    }

    /// Puts each option into the place in turn, goes on, and takes it back.
    fn each(
        &mut self,
        work: &mut Zone,
        fix: &mut Vec<Put>,
        place: usize,
        options: &[u8],
        next: impl Fn(&mut Self, &mut Zone, &mut Vec<Put>),
    ) {
        let before = byte(work, place);
        for option in options {
            if self.tries >= MAX_TRIES || self.fixes.len() > MAX_FIXES {
                break;
            }
            work.put(place, *option);
            fix.push(Put {
                place,
                byte: *option,
            });
            next(self, work, fix);
            fix.pop();
        }
        work.put(place, before);
    }

    fn judge(&mut self, work: &Zone, fix: &[Put]) {
        self.tries += 1;
        if work.check_digits().all_passed() && dates_stay_valid(self.zone, work) {
            self.fixes.push(fix.to_vec());
        }
    }
}

/// Whether no date became none. One that was none before is the issuer's doing.
fn dates_stay_valid(before: &Zone, after: &Zone) -> bool {
    let pairs = dates(before).into_iter().zip(dates(after));
    pairs.into_iter().all(|(before, after)| match after {
        Some(date) => date.is_valid() || before == after,
        None => true,
    })
}

fn dates(zone: &Zone) -> [Option<MrzDate>; 2] {
    match zone {
        Zone::Icao(mrz) => [Some(mrz.birth_date()), Some(mrz.expiry_date())],
        Zone::National(zone) => [zone.birth_date(), zone.expiry_date()],
    }
}

impl Doubt {
    fn new(zone: &Zone, place: usize) -> Self {
        let class = class(zone, place);
        let mut options: Vec<u8> = alternatives(byte(zone, place))
            .filter(|other| class.allows(*other))
            .collect();
        // the beginning of a national zone tells its form: it is not in doubt
        if matches!(zone, Zone::National(_)) && place < 5 {
            options.clear();
        }
        Self { place, options }
    }

    /// A place that must change; a character outside the alphabet may be anything.
    fn forced(zone: &Zone, place: usize) -> Self {
        if Class::Any.allows(byte(zone, place)) {
            return Self::new(zone, place);
        }
        let class = class(zone, place);
        Self {
            place,
            options: (b'0'..=b'Z')
                .chain([b'<'])
                .filter(|byte| class.allows(*byte))
                .collect(),
        }
    }
}

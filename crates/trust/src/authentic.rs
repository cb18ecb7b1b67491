//! Proof as a type: [`Authentic<T>`] is made here and nowhere else.

use crate::{Outcome, PaResult};
use core::ops::Deref;
use std::collections::{BTreeMap, BTreeSet};
use vidimus_lds::DataGroup;

/// Data whose hash is in a SOD with a right signature, by a signer with the right profile,
/// below a vouched-for anchor, inside validity and of the right country; or EF.CardSecurity, of
/// which the same holds. What counts as an anchor, which algorithms are strong enough and at which
/// time validity is judged, the [`Rules`](crate::Rules) of the policy say.
///
/// The only ways to one are [`PaResult::authentic_listing`],
/// [`PaResult::authentic_data_group`] and
/// [`CardSecurityResult::authentic`](crate::CardSecurityResult::authentic), so a function that takes `&Authentic<T>` cannot be handed
/// unverified data. Its constructor is private:
///
/// ```compile_fail
/// let forged = vidimus_trust::Authentic { value: b"unverified" };
/// ```
///
/// ```compile_fail
/// let forged = vidimus_trust::Authentic::new(b"unverified");
/// ```
///
/// The proof is taken when the result is made; changing a finding afterwards changes nothing,
/// and a result cannot be put together by hand:
///
/// ```compile_fail
/// fn forge<'a>(result: &vidimus_trust::PaResult<'a>) -> vidimus_trust::PaResult<'a> {
///     vidimus_trust::PaResult { proof: Default::default(), ..result.clone() }
/// }
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Authentic<T> {
    value: T,
}

impl<T> Authentic<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self { value }
    }

    /// The data.
    #[must_use]
    pub const fn get(&self) -> &T {
        &self.value
    }

    /// Authentic data decoded by a parser. The parser is a plain function, so that it can bring
    /// nothing of its own: what comes out is a function of the authentic bytes alone.
    ///
    /// # Errors
    /// What the parser says.
    pub fn parse<U, E>(self, parser: fn(T) -> Result<U, E>) -> Result<Authentic<U>, E> {
        parser(self.value).map(Authentic::new)
    }
}

impl<T> Deref for Authentic<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Authentic data are personal as a rule: only their type is shown.
impl<T> core::fmt::Debug for Authentic<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Authentic<{}>", core::any::type_name::<T>())
    }
}

/// What was proved when the result was made.
#[derive(Clone, Default)]
pub(crate) struct Proof<'a> {
    listing: Option<BTreeSet<DataGroup>>,
    groups: BTreeMap<DataGroup, &'a [u8]>,
}

impl core::fmt::Debug for Proof<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_set().entries(self.groups.keys()).finish()
    }
}

impl<'a> Proof<'a> {
    /// Nothing proved.
    pub(crate) const NONE: Self = Self {
        listing: None,
        groups: BTreeMap::new(),
    };

    /// Reads the findings; `matching` are the data groups with the signed hash.
    pub(crate) fn of(result: &PaResult<'_>, matching: BTreeMap<DataGroup, &'a [u8]>) -> Self {
        let needed = [
            &result.parse,
            &result.signature,
            &result.signer_profile,
            &result.anchor,
            &result.chain_signature,
            &result.validity,
            &result.country,
        ];
        let holds = needed.into_iter().all(crate::Finding::is_passed)
            && result.revocation.outcome != Outcome::Failed;
        if !holds {
            return Self::NONE;
        }
        Self {
            listing: result.listed.clone(),
            groups: matching,
        }
    }
}

impl<'a> PaResult<'a> {
    /// The data groups that the authentic SOD lists; what it does not list the document does
    /// not offer.
    #[must_use]
    pub fn authentic_listing(&self) -> Option<Authentic<&BTreeSet<DataGroup>>> {
        self.proof.listing.as_ref().map(Authentic::new)
    }

    /// The outer object of a data group, where everything about it passed.
    #[must_use]
    pub fn authentic_data_group(&self, group: DataGroup) -> Option<Authentic<&'a [u8]>> {
        self.proof.groups.get(&group).copied().map(Authentic::new)
    }
}

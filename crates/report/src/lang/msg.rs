//! What can be said, before it is put into words.

use crate::{Decision, TimeSource};
use vidimus_lds::profile::ChoiceReason;
use vidimus_trust::Outcome;

/// A sentence with its particulars. Particulars are free of control characters; personal ones
/// are only put in when the reader may see them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Msg<'a> {
    /// headline: data genuine, chip proved live
    AuthenticChipLive,
    /// headline: data genuine, chip proved on the caller's question
    AuthenticChipCaller,
    /// headline: data genuine, chip proved in a recording
    AuthenticChipReplayed,
    /// headline: data genuine, chip not shown to be the original
    AuthenticChipNotShown,
    /// headline: something read differs from what was signed
    ForgedDataAltered,
    /// headline: the signature over the data is wrong
    ForgedSignature,
    /// headline: the chip could not do what the original can
    ForgedChip,
    /// headline: the signer is not the issuing country's
    ForgedSigner,
    /// headline: a check failed that the policy does not forgive
    ForgedByPolicy,
    /// headline: data not shown to be genuine
    OpenData,
    /// headline: data genuine, chip not shown although the document offers a proof
    OpenChip,
    /// headline: data genuine, but something else keeps the verdict open
    OpenOther,

    /// the decision and who made it
    Decided {
        /// the decision
        decision: Decision,
        /// name of the policy
        policy: &'a str,
    },

    /// label of the first answer
    LabelData,
    /// label of the second answer
    LabelChip,
    /// label of the third answer
    LabelDate,
    /// label of the fourth answer
    LabelPrinted,
    /// label of the line about the person
    LabelPerson,

    /// data: authentic
    DataAuthentic {
        /// the data groups covered
        covers: &'a str,
        /// who signed
        signer: &'a str,
    },
    /// data: authentic, but data groups the SOD lists were not read
    DataNotCovered {
        /// the data groups left out
        groups: &'a str,
    },
    /// data: altered data groups
    DataAltered {
        /// those that differ
        groups: &'a str,
    },
    /// data: the signature is wrong
    DataSignatureWrong,
    /// data: not shown
    DataUnproven,

    /// chip: proved live
    ChipLive,
    /// chip: proved on the caller's challenge
    ChipCaller,
    /// chip: proved in a recording
    ChipReplayed,
    /// chip: failed
    ChipFailed,
    /// chip: no proof offered
    ChipUnsupported,
    /// chip: nothing to ask, files only
    ChipNoChip,
    /// chip: a recording cannot show it
    ChipRecording,
    /// chip: not shown
    ChipUnproven,

    /// date: in date
    DateInDate {
        /// last day, when it may be seen
        until: Option<&'a str>,
    },
    /// date: the document never expires
    DateNoExpiry,
    /// date: expired
    DateExpired {
        /// last day, when it may be seen
        until: Option<&'a str>,
    },
    /// date: signer revoked
    DateRevoked,
    /// date: not known
    DateUnknown,

    /// printed: the same
    PrintedMatches,
    /// printed: something else
    PrintedDiffers,
    /// printed: not looked at
    PrintedNotCompared,

    /// the face is for a person to compare
    PersonNotChecked,

    /// heading over the checks that decided
    HeadingWhy,
    /// heading over the other checks that did not pass
    HeadingOther,
    /// heading over quirks
    HeadingQuirks,
    /// heading over notices
    HeadingNotices,
    /// heading over the data groups
    HeadingDocument,
    /// heading over the table of agreement
    HeadingAgreement,
    /// heading over what other data groups say
    HeadingContent,
    /// a row of the table that could not be compared
    AgreementOpen,
    /// a field differs
    DiffersAt {
        /// the field's title
        what: &'a str,
        /// the places
        at: &'a str,
    },
    /// how many values are hidden
    DetailsHidden {
        /// how many
        count: usize,
        /// of which data groups
        groups: &'a str,
    },
    /// what follows is of a data group that is not proved
    GroupUnproven {
        /// its name
        group: &'a str,
    },
    /// characters were replaced
    Damaged {
        /// the bytes as they stand, hexadecimal
        bytes: &'a str,
    },
    /// before a hint
    Hint,
    /// how many checks passed
    CountPassed {
        /// how many
        count: usize,
    },
    /// word for an outcome
    Outcome(Outcome),
    /// a listed data group that was asked for did not come
    ReadIncomplete {
        /// code of the error
        code: &'a str,
    },

    /// the time judged at
    JudgedAt {
        /// the time
        at: &'a str,
        /// who said so
        source: TimeSource,
    },
    /// the trust store
    Anchors {
        /// CSCA certificates in it
        count: usize,
        /// where they come from
        source: &'a str,
    },
    /// date of the newest signed list
    AnchorsAsOf {
        /// the day
        day: &'a str,
    },
    /// no anchors at all
    NoAnchors,
    /// revocation was checked
    RevocationChecked,
    /// revocation was checked by a list
    RevocationCheckedBy {
        /// the day the list was made
        day: &'a str,
    },
    /// revocation was not checked, for the list is too old
    RevocationStale {
        /// whole days since it was made
        days: i64,
    },
    /// revocation was not checked
    RevocationNotChecked,
    /// the signer counts by the user's pin alone
    PinnedSigner,
    /// nobody vouches for the CSCA, but the policy names it
    AnchorNamed,
    /// by whose act the CSCA is in the store
    VouchedBy {
        /// `user`, `pin`, `list`, `link` or `nobody`
        by: &'a str,
        /// the anchor that vouches, where one does
        anchor: &'a str,
    },
    /// since when sources show the CSCA
    SeenSince {
        /// the day
        day: &'a str,
    },
    /// type and issuer of the document
    DocumentKind {
        /// TD1, TD2, TD3 or unknown
        kind: &'a str,
        /// issuing state
        issuer: &'a str,
    },
    /// document number
    DocumentNumber {
        /// the number, when it may be seen
        value: Option<&'a str>,
    },
    /// holder's name
    Holder {
        /// the name, when it may be seen
        value: Option<&'a str>,
    },
    /// date of birth
    BirthDate {
        /// the date, when it may be seen
        value: Option<&'a str>,
    },
    /// these particulars are not proved
    DocumentUnproven,
    /// which proofs passed
    ChipProvedBy {
        /// protocols with their keys
        how: &'a str,
    },
    /// the document profile, and why this one
    ProfileUsed {
        /// what such documents are called
        title: &'a str,
        /// its name
        name: &'a str,
        /// why
        reason: ChoiceReason,
    },
    /// data groups that such a document may lack, and this one does
    ProfileWaived {
        /// the data groups
        groups: &'a str,
    },
    /// how the chip was opened
    OpenedBy {
        /// protocol, variant, cipher, password
        how: &'a str,
    },
    /// tries the chip still gives
    TriesLeft {
        /// how many
        count: u8,
    },
    /// before what went wrong
    LabelError,
    /// before how often a password may still be tried
    LabelTriesLeft,
    /// where what was read before a failure stays
    Kept {
        /// the folder
        path: &'a str,
    },
    /// the code of a failure, the step it happened in, and where to read more
    CodeOfFault {
        /// the code
        code: &'a str,
        /// the step
        step: Option<&'a str>,
    },
    /// where to read more
    MoreWith {
        /// the code to explain
        code: &'a str,
    },
    /// unproven certificates name this signer
    SignerNamed {
        /// the country
        country: &'a str,
    },
    /// the CSCA or pinned signer counts for these documents only
    AnchorOfGroup {
        /// the trust group
        group: &'a str,
    },
    /// who vouches for the CSCA
    AnchorFrom {
        /// the provenance
        provenance: &'a str,
    },
}

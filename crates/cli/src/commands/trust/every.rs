//! Everything in the store, of whatever trust group: for showing, not for judging.

use std::collections::HashSet;
use vidimus::trust::crl::StoredCrl;
use vidimus::trust::deviation::DeviationList;
use vidimus::trust::{Provenance, TrustStore};

/// The store for all documents, then those of the groups.
pub fn stores(store: &TrustStore) -> Vec<TrustStore> {
    let groups = store.groups().map(Some);
    let all = std::iter::once(None).chain(groups);
    all.map(|group| store.for_group(group)).collect()
}

/// Every revocation list once, with the first store that has it.
pub fn crls(stores: &[TrustStore]) -> impl Iterator<Item = (&TrustStore, &StoredCrl)> {
    let each = |store| {
        TrustStore::crls(store)
            .lists()
            .iter()
            .map(move |list| (store, list))
    };
    let mut seen = HashSet::new();
    let all = stores.iter().flat_map(each);
    all.filter(move |(_, list)| seen.insert(list.crl().fingerprint().as_ref().to_vec()))
}

/// Every list of deviations or defects: those for all, then those of each group alone.
pub fn deviations(stores: &[TrustStore]) -> impl Iterator<Item = (&DeviationList, &Provenance)> {
    stores.iter().flat_map(|store| {
        let lists = store.deviations().lists();
        lists.filter(|(_, source)| source.group.as_deref() == store.group())
    })
}

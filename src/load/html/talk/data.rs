//! Data for machines.
use super::super::tree::Tree;
use super::{Talk, makers};
pub(super) fn find(tree: &Tree) -> Option<Talk> {
    makers::best(tree, makers::MICRODATA)
}

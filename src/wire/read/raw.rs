//! The lines of a discussion as its source has them.

use std::ops::Range;

use super::super::shape;
use super::shaped;
use crate::model::{BlockIx, Raw, RawLine};

/// Reads the lines of a discussion whose comments have these blocks. Nothing where the lines cannot be
/// those of the comments: whoever changed the one had to change the other.
pub(super) fn read(lines: &[shape::Raw<'_>], blocks: &Range<BlockIx>) -> Option<Vec<Raw>> {
    let mut told = 0;
    let mut seen = vec![false; (blocks.end.0 - blocks.start.0) as usize];
    let mut out = Vec::with_capacity(lines.len());
    for raw in lines {
        out.push(match (raw.block, &raw.line) {
            (Some(ix), _) => {
                let ix = BlockIx(u32::try_from(ix).ok()?);
                let slot = ix.0.checked_sub(blocks.start.0)? as usize;
                if std::mem::replace(seen.get_mut(slot)?, true) {
                    return None;
                }
                Raw::Block(ix)
            }
            (None, Some(line)) => {
                told += 1;
                let (block, links) = shaped(line);
                let glued = raw.glued;
                Raw::Line(Box::new(RawLine {
                    block,
                    links,
                    glued,
                }))
            }
            (None, None) => return None,
        });
    }
    let untold = seen.iter().filter(|s| !**s).count();
    (untold <= told).then_some(out)
}

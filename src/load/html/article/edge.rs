//! The lines above the first and below the last words of an article.

use super::super::super::draft::Piece;
use super::super::super::{header, line};
use super::super::blocks::Placed;
use super::super::meta::Meta;
use crate::model::BlockKind;

/// The article without its title, the lines of names and dates, and what follows its last words.
/// Each piece comes with whether it is prose.
pub(super) fn trimmed(mut kept: Vec<(Placed, bool)>, meta: &mut Meta) -> Vec<Piece> {
    let first = kept.iter().position(|(_, prose)| *prose).unwrap_or(0);
    let title = kept[..first.min(kept.len())]
        .iter()
        .rposition(|(p, _)| is_title(&p.piece, meta));
    // What stands above the title is not the article's.
    let start = title.map_or(0, |t| t + 1);
    if let Some(at) = title
        && meta.header.title.is_none()
    {
        meta.header.title = Some(kept[at].0.piece.block.text.clone());
    }
    let last = kept.iter().rposition(|(_, prose)| *prose);
    if let Some(last) = last {
        let tail = kept[last + 1..]
            .iter()
            .take_while(|(p, _)| {
                matches!(
                    p.piece.block.kind,
                    BlockKind::Item(_) | BlockKind::Caption | BlockKind::Image
                )
            })
            .count();
        kept.truncate(last + 1 + tail);
    }
    let mut out = Vec::new();
    for (at, (p, _)) in kept.into_iter().enumerate().skip(start) {
        let piece = p.piece;
        if at < first && piece.block.kind == BlockKind::Paragraph {
            let alone = piece.links.is_empty() || line::cells(piece.text()) <= 60;
            if alone && header::credit(piece.text(), &mut meta.header) {
                continue;
            }
        }
        out.push(piece);
    }
    out
}

/// Whether a piece is the article's title.
fn is_title(piece: &Piece, meta: &Meta) -> bool {
    let heading = matches!(piece.block.kind, BlockKind::Heading(1));
    let key = line::key(piece.text());
    heading || !key.is_empty() && meta.titles.iter().any(|t| line::key(t) == key)
}

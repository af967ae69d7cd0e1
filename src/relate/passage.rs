//! Which passage of a document another text speaks of.
//!
//! 1. [`terms`] reads a text into what can be compared: mentions, pairs of words that stand together,
//!    and the heads of long words.
//! 2. [`score`] keeps the passages of one document and says how much a text has in common with each:
//!    BM25 within the document times rarity in news at large.
//! 3. [`quote`] finds runs of words that both have.
//! 4. [`sentence`] narrows a passage down to the sentence that does most for the score.
//! 5. [`judge`] says how sure it is that the best passage is right.
//! 6. [`tie`] makes a found pair of passages out of it, with words and reasons.

#[cfg_attr(
    not(feature = "make-assets"),
    expect(
        unreachable_pub,
        reason = "only the tool that fits the weights is outside"
    )
)]
pub(super) mod judge;
pub(super) mod quote;
#[cfg_attr(
    not(feature = "make-assets"),
    expect(
        unreachable_pub,
        reason = "only the tool that fits the weights is outside"
    )
)]
pub(super) mod score;
pub(super) mod sentence;
pub(super) mod terms;
pub(super) mod tie;

/// A count as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "no count here comes near 2^24")]
fn count(n: usize) -> f32 {
    n as f32
}

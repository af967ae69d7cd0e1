//! The plain way: the cosine of TF-IDF over all words of the documents at hand.

use std::collections::HashMap;

use khao::model::{BlockIx, Document};
use khao::relate::lexicon::stem;

/// The cosine of every two documents.
pub(crate) fn cosines(documents: &[Document]) -> Vec<Vec<f32>> {
    let texts: Vec<HashMap<String, f32>> = documents.iter().map(counts).collect();
    let mut df: HashMap<&str, f32> = HashMap::new();
    for word in texts.iter().flat_map(HashMap::keys) {
        *df.entry(word).or_default() += 1.0;
    }
    let n = documents.len() as f32;
    let vectors: Vec<HashMap<&str, f32>> = texts
        .iter()
        .map(|counts| {
            let weigh = |(word, count): (&String, &f32)| {
                let idf = ((1.0 + n) / (1.0 + df[word.as_str()])).ln() + 1.0;
                (1.0 + count.ln()) * idf
            };
            let mut vector: HashMap<&str, f32> =
                counts.iter().map(|w| (w.0.as_str(), weigh(w))).collect();
            let norm = vector.values().map(|w| w * w).sum::<f32>().sqrt();
            for weight in vector.values_mut() {
                *weight /= norm.max(f32::MIN_POSITIVE);
            }
            vector
        })
        .collect();
    let dot = |a: &HashMap<&str, f32>, b: &HashMap<&str, f32>| -> f32 {
        a.iter()
            .filter_map(|(word, w)| Some(w * b.get(word)?))
            .sum()
    };
    vectors
        .iter()
        .map(|a| vectors.iter().map(|b| dot(a, b)).collect())
        .collect()
}

fn counts(document: &Document) -> HashMap<String, f32> {
    let article = &document.article;
    let blocks = BlockIx::each(&article.blocks).filter_map(|ix| document.blocks.get(ix.ix()));
    let mut counts = HashMap::new();
    for text in article
        .title
        .as_deref()
        .into_iter()
        .chain(blocks.map(|b| b.text.as_str()))
    {
        for word in text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
        {
            *counts.entry(stem(&word.to_lowercase())).or_default() += 1.0;
        }
    }
    counts
}

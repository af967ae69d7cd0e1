//! Names of countries, languages and cities in both scripts (`assets/relate/places.*`), asked where
//! they lie. Written by [`lexicon`](super::lexicon), from lists of others; what is in our own list
//! ([`names`](super::names)) has the say.

use std::sync::LazyLock;

use fst::raw::Fst;

use super::names::Hit;

/// A list of names.
pub(super) struct Places {
    forms: Option<Fst<&'static [u8]>>,
    concepts: &'static str,
}

impl Places {
    /// The shipped list.
    pub(super) fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Places> = LazyLock::new(|| Places {
            forms: Fst::new(&include_bytes!("../../assets/relate/places.fst")[..]).ok(),
            concepts: include_str!("../../assets/relate/places.txt"),
        });
        &SHIPPED
    }

    /// The longest form that begins at byte `at` of `text` and ends where `ends` allows it.
    pub(super) fn at(&self, text: &str, at: usize, ends: impl Fn(usize) -> bool) -> Option<Hit> {
        let fst = self.forms.as_ref()?;
        let mut node = fst.root();
        let mut out = 0;
        let mut best = None;
        for (i, byte) in text.as_bytes()[at..].iter().enumerate() {
            let Some(step) = node.find_input(*byte).map(|i| node.transition(i)) else {
                break;
            };
            out += step.out.value();
            node = fst.node(step.addr);
            let end = at + i + 1;
            if node.is_final() && text.is_char_boundary(end) && ends(end) {
                best = Some((end, (out + node.final_output().value()) as usize));
            }
        }
        let (end, concept) = best?;
        Some(Hit {
            key: self.concepts.get(concept..)?.lines().next()?,
            bytes: at..end,
            place: true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Option<&'static str> {
        Places::shipped()
            .at(text, 0, |end| end == text.len())
            .map(|h| h.key)
    }

    #[test]
    fn both_scripts_lead_to_one_concept() {
        for (thai, english) in [
            ("เดอร์บัน", "Durban"),
            ("มาปูโต", "Maputo"),
            ("ญิดดะฮ์", "Jeddah"),
        ] {
            assert_eq!(key(thai), Some(english));
            assert_eq!(key(english), Some(english));
        }
    }

    #[test]
    fn common_words_are_no_places() {
        for word in [
            "ยัง",
            "Young",
            "Reading",
            "Nice",
            "Split",
            "Mobile",
            "Of",
            "May",
            "",
        ] {
            assert_eq!(key(word), None, "{word}");
        }
    }
}

//! A signature as bytes, and back: some 4 bytes for each trait.

use super::bytes::{Reader, Writer};
use crate::model::{Signature, StoryDate, Trait, When};
use crate::text::Lang;

/// Bytes of a signature. Those traits by which the document is found come first.
pub(in crate::store) fn encode_signature(s: &Signature) -> Vec<u8> {
    let mut w = Writer::default();
    w.string(s.lang.code().unwrap_or_default());
    match s.when {
        StoryDate::Unknown => w.number(0),
        StoryDate::Since(year) => {
            w.number(1);
            w.signed(i64::from(year));
        }
        StoryDate::Day(_) => {
            w.number(2);
            w.signed(s.when.day().unwrap_or_default());
        }
    }
    for number in s.rest.iter().chain(&s.norms) {
        w.four(number.to_bits());
    }
    for found_by in [true, false] {
        let some = s.traits.iter().filter(|t| t.found_by == found_by);
        w.number(some.clone().count() as u64);
        let mut before = 0;
        for t in some {
            w.number(u64::from(t.feature - before));
            w.byte(t.weight);
            before = t.feature;
        }
    }
    w.done()
}

/// The signature of these bytes; nothing where they are none.
pub(in crate::store) fn decode_signature(bytes: &[u8]) -> Option<Signature> {
    let mut r = Reader::new(bytes);
    let lang = match r.str()? {
        "" => Lang::UNKNOWN,
        code => Lang::from_code(code),
    };
    let when = match r.number()? {
        0 => StoryDate::Unknown,
        1 => StoryDate::Since(r.signed()?.try_into().ok()?),
        2 => {
            let seconds = r.signed()?.checked_mul(86_400)?;
            let at = jiff::Timestamp::from_second(seconds).ok()?;
            StoryDate::Day(When::Moment(at).date())
        }
        _ => return None,
    };
    let mut float = || r.four().map(f32::from_bits).filter(|n| n.is_finite());
    let mut four = || Some([float()?, float()?, float()?, float()?]);
    let (rest, norms) = (four()?, four()?);
    let mut traits = Vec::new();
    for found_by in [true, false] {
        let n = r.count()?;
        traits.reserve(n);
        let mut feature = 0u32;
        for _ in 0..n {
            feature = feature.checked_add(r.small()?)?;
            traits.push(Trait {
                feature,
                weight: r.bytes(1)?[0],
                found_by,
            });
        }
    }
    // Two rising runs, which this finds.
    traits.sort_by_key(|t| t.feature);
    r.is_done().then_some(Signature {
        lang,
        when,
        traits,
        rest,
        norms,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PARTS;
    use proptest::prelude::*;

    fn signature() -> impl Strategy<Value = Signature> {
        let lang = prop_oneof![
            Just(Lang::THAI),
            Just(Lang::ENGLISH),
            Just(Lang::UNKNOWN),
            Just(Lang::from_code("de"))
        ];
        let when = prop_oneof![
            Just(StoryDate::Unknown),
            (-9999i16..9999).prop_map(StoryDate::Since),
            (1i16..9999, 1i8..13, 1i8..29)
                .prop_map(|(y, m, d)| StoryDate::Day(jiff::civil::Date::constant(y, m, d))),
        ];
        let traits = proptest::collection::btree_map(any::<u32>(), any::<(u8, bool)>(), 0..200);
        (lang, when, traits, any::<[[u16; PARTS]; 2]>()).prop_map(|(lang, when, traits, n)| Signature {
            lang,
            when,
            traits: traits
                .into_iter()
                .map(|(feature, (weight, found_by))| Trait {
                    feature,
                    weight,
                    found_by,
                })
                .collect(),
            rest: n[0].map(f32::from),
            norms: n[1].map(f32::from),
        })
    }

    proptest! {
        #[test]
        fn it_comes_back_as_it_was(s in signature()) {
            prop_assert_eq!(decode_signature(&encode_signature(&s)), Some(s));
        }

        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _nothing = decode_signature(&bytes);
        }

        #[test]
        fn cut_bytes_are_none(s in signature(), at in any::<prop::sample::Index>()) {
            let bytes = encode_signature(&s);
            prop_assert_eq!(decode_signature(&bytes[..at.index(bytes.len())]), None);
        }
    }
}

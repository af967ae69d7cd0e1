//! A signature as bytes, and back: some 3 bytes for each trait.

use super::bytes::{Reader, Writer};
use crate::model::{Signature, StoryDate, Trait, When};
use crate::text::Lang;

/// Bytes of a signature.
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
    w.number(s.traits.len() as u64);
    let step = step(s.traits.len());
    w.number(u64::from(step));
    let mut bits = Bits::default();
    let mut before = 0;
    for t in &s.traits {
        let gap = t.feature - before;
        let wholes = gap >> step;
        if wholes < WIDE {
            bits.put((1 << wholes) - 1, wholes + 1);
            bits.put(gap & ((1 << step) - 1), step);
        } else {
            bits.put((1 << WIDE) - 1, WIDE);
            bits.put(gap, 28);
        }
        bits.put(u32::from(t.weight), 6);
        bits.put(u32::from(t.found_by), 1);
        before = t.feature;
    }
    w.raw(&bits.out);
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
    let n = r.count()?;
    let step = r.small().filter(|s| *s < 29)?;
    let mut bits = Taken {
        bytes: r.bytes(r.left())?,
        at: 0,
    };
    let mut traits = Vec::with_capacity(n);
    let mut feature = 0u32;
    for _ in 0..n {
        let wholes = bits.window().trailing_ones().min(WIDE);
        let gap = if wholes < WIDE {
            bits.take(wholes + 1)?;
            (wholes << step).checked_add(bits.take(step)?)?
        } else {
            bits.take(WIDE)?;
            bits.take(28)?
        };
        feature = feature.checked_add(gap)?;
        traits.push(Trait {
            feature,
            weight: bits.take(6)? as u8,
            found_by: bits.take(1)? == 1,
        });
    }
    bits.is_done().then_some(Signature {
        lang,
        when,
        traits,
        rest,
        norms,
    })
}

/// A gap of so many steps or more stands as it is, behind as many ones: from one type to the next.
const WIDE: u32 = 10;

/// The bits of a gap that stand as they are, for `n` features: how many more steps of that size are in it stands
/// before them, in ones (Rice coding).
fn step(n: usize) -> u32 {
    // Most features are words, whose numbers are a sixteenth of all.
    let mean = (1u32 << 24) / u32::try_from(n.max(1)).unwrap_or(u32::MAX);
    mean.max(1).ilog2()
}

/// Numbers of some bits each, put behind one another.
#[derive(Debug, Default)]
struct Bits {
    out: Vec<u8>,
    at: usize,
}

impl Bits {
    fn put(&mut self, number: u32, n: u32) {
        for bit in 0..n {
            if self.at.is_multiple_of(8) {
                self.out.push(0);
            }
            let last = self.out.len() - 1;
            self.out[last] |= ((number >> bit & 1) as u8) << (self.at % 8);
            self.at += 1;
        }
    }
}

/// The same, taken again.
struct Taken<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Taken<'_> {
    /// The next bits, more than 50, the first one lowest; zeros behind the end.
    fn window(&self) -> u64 {
        let rest = self.bytes.get(self.at / 8..).unwrap_or_default();
        let eight = rest.first_chunk::<8>().copied().unwrap_or_else(|| {
            let mut eight = [0; 8];
            eight[..rest.len()].copy_from_slice(rest);
            eight
        });
        u64::from_le_bytes(eight) >> (self.at % 8)
    }

    fn take(&mut self, n: u32) -> Option<u32> {
        let number = (self.window() & ((1 << n) - 1)) as u32;
        self.at += n as usize;
        (self.at <= self.bytes.len() * 8).then_some(number)
    }

    /// Whether nothing stands behind what was taken but the rest of a byte.
    fn is_done(&self) -> bool {
        self.at.div_ceil(8) == self.bytes.len()
    }
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
        let traits =
            proptest::collection::btree_map(0u32..1 << 28, (0u8..64, any::<bool>()), 0..300);
        (lang, when, traits, any::<[[u16; PARTS]; 2]>()).prop_map(|(lang, when, traits, n)| {
            Signature {
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
            }
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

//! Values that are taken as far as they make sense.
//!
//! A value of the wrong type is read to its end and counts as absent, so one
//! odd field never costs a document. Nesting is passed over without recursion.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// Any JSON value, of which only scalars are kept.
enum Any<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(Cow<'a, str>),
    Nested,
}

struct AnyVisitor;

impl<'de> Visitor<'de> for AnyVisitor {
    type Value = Any<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_unit<E>(self) -> Result<Any<'de>, E> {
        Ok(Any::Null)
    }
    fn visit_bool<E>(self, v: bool) -> Result<Any<'de>, E> {
        Ok(Any::Bool(v))
    }
    fn visit_i64<E>(self, v: i64) -> Result<Any<'de>, E> {
        Ok(Any::Int(v))
    }
    fn visit_u64<E>(self, v: u64) -> Result<Any<'de>, E> {
        Ok(i64::try_from(v).map_or(Any::Nested, Any::Int))
    }
    fn visit_f64<E>(self, v: f64) -> Result<Any<'de>, E> {
        Ok(Any::Float(v))
    }
    fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Any<'de>, E> {
        Ok(Any::Text(Cow::Borrowed(v)))
    }
    fn visit_str<E>(self, v: &str) -> Result<Any<'de>, E> {
        Ok(Any::Text(Cow::Owned(v.to_owned())))
    }
    fn visit_string<E>(self, v: String) -> Result<Any<'de>, E> {
        Ok(Any::Text(Cow::Owned(v)))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Any<'de>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Any::Nested)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Any<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Any::Nested)
    }
}

impl<'de> Deserialize<'de> for Any<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(AnyVisitor)
    }
}

/// A string; a number is taken as its digits (ids are often numbers).
pub(super) fn text<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Cow<'de, str>>, D::Error> {
    Ok(match Any::deserialize(d)? {
        Any::Text(s) => Some(s),
        Any::Int(n) => Some(Cow::Owned(n.to_string())),
        Any::Null | Any::Bool(_) | Any::Float(_) | Any::Nested => None,
    })
}

/// A whole number; a string of digits and a float without a fraction will do.
pub(super) fn number<'de, D: Deserializer<'de>>(d: D) -> Result<Option<i64>, D::Error> {
    Ok(match Any::deserialize(d)? {
        Any::Int(n) => Some(n),
        Any::Float(x) => whole(x),
        Any::Text(s) => s.trim().parse().ok(),
        Any::Null | Any::Bool(_) | Any::Nested => None,
    })
}

fn whole(x: f64) -> Option<i64> {
    // Beyond 2^53 a float no longer tells which whole number it was.
    (x.fract() == 0.0 && x.abs() < 9.0e15).then_some(x as i64)
}

/// A number from 0 to 1.
pub(super) fn fraction<'de, D: Deserializer<'de>>(d: D) -> Result<Option<f32>, D::Error> {
    Ok(match Any::deserialize(d)? {
        Any::Float(x) if (0.0..=1.0).contains(&x) => Some(x as f32),
        Any::Int(0) => Some(0.0),
        Any::Int(1) => Some(1.0),
        _ => None,
    })
}

/// Yes or no; anything else is no.
pub(super) fn flag<'de, D: Deserializer<'de>>(d: D) -> Result<bool, D::Error> {
    Ok(matches!(Any::deserialize(d)?, Any::Bool(true)))
}

/// A byte range as a list of two numbers.
pub(super) fn span<'de, D: Deserializer<'de>>(d: D) -> Result<Option<[u32; 2]>, D::Error> {
    let list: Option<Vec<Scalar>> = list(d)?;
    Ok(match list.as_deref() {
        Some([Scalar(Some(a)), Scalar(Some(b))]) => u32::try_from(*a)
            .ok()
            .zip(u32::try_from(*b).ok())
            .map(|(a, b)| [a, b]),
        _ => None,
    })
}

struct Scalar(Option<i64>);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        number(d).map(Self)
    }
}
impl FromText<'_> for Scalar {}

/// A string in a list.
#[derive(Debug)]
pub(super) struct Text<'a>(pub(super) Cow<'a, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        text(d).map(|s| Self(s.unwrap_or_default()))
    }
}

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

/// What a bare scalar means where an object is expected.
pub(super) trait FromText<'a>: Sized {
    /// The object that a bare string stands for.
    fn from_text(_: Cow<'a, str>) -> Option<Self> {
        None
    }
}

/// A list; anything else is absent. Elements of the wrong type are passed over.
pub(super) fn list<'de, D, T>(d: D) -> Result<Option<Vec<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + FromText<'de>,
{
    struct List<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de> + FromText<'de>> Visitor<'de> for List<T> {
        type Value = Option<Vec<T>>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
            let mut out = Vec::new();
            while let Some(Element(x)) = seq.next_element::<Element<T>>()? {
                out.extend(x);
            }
            Ok(Some(out))
        }
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
            AnyVisitor.visit_map(map).map(|_| None)
        }
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            Ok(None)
        }
        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
            Ok(None)
        }
        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
            Ok(None)
        }
        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            Ok(None)
        }
        fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
            Ok(None)
        }
    }
    d.deserialize_any(List(PhantomData))
}

/// An object; anything else is absent.
pub(super) fn object<'de, D, T>(d: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + FromText<'de>,
{
    Element::deserialize(d).map(|Element(x)| x)
}

/// One `T`, or nothing where there stands something else.
struct Element<T>(Option<T>);

impl<'de, T: Deserialize<'de> + FromText<'de>> Deserialize<'de> for Element<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct One<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de> + FromText<'de>> Visitor<'de> for One<T> {
            type Value = Element<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    .map(|x| Element(Some(x)))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                AnyVisitor.visit_seq(seq).map(|_| Element(None))
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Element(None))
            }
            fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
                Ok(Element(None))
            }
            fn visit_i64<E: serde::de::Error>(self, v: i64) -> Result<Self::Value, E> {
                T::deserialize(serde::de::value::I64Deserializer::<E>::new(v))
                    .map_or(Ok(Element(None)), |x| Ok(Element(Some(x))))
            }
            fn visit_u64<E: serde::de::Error>(self, v: u64) -> Result<Self::Value, E> {
                T::deserialize(serde::de::value::U64Deserializer::<E>::new(v))
                    .map_or(Ok(Element(None)), |x| Ok(Element(Some(x))))
            }
            fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
                Ok(Element(None))
            }
            fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Self::Value, E> {
                Ok(Element(T::from_text(Cow::Borrowed(v))))
            }
            fn visit_str<E>(self, v: &str) -> Result<Self::Value, E> {
                Ok(Element(T::from_text(Cow::Owned(v.to_owned()))))
            }
        }
        d.deserialize_any(One(PhantomData))
    }
}

impl<'a> FromText<'a> for Text<'a> {
    fn from_text(s: Cow<'a, str>) -> Option<Self> {
        Some(Self(s))
    }
}

/// Which parent a comment states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Parent {
    /// The key is not there.
    #[default]
    Absent,
    /// `null`: it is a root.
    Root,
    /// The comment with this index.
    Of(usize),
    /// Something that names no comment.
    Odd,
}

impl<'de> Deserialize<'de> for Parent {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let index = |n: i64| usize::try_from(n).map_or(Self::Odd, Self::Of);
        Ok(match Any::deserialize(d)? {
            Any::Null => Self::Root,
            Any::Int(n) => index(n),
            Any::Float(x) => whole(x).map_or(Self::Odd, index),
            Any::Text(s) => s.trim().parse().map_or(Self::Odd, Self::Of),
            Any::Bool(_) | Any::Nested => Self::Odd,
        })
    }
}

impl Serialize for Parent {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Of(n) => s.serialize_u64(*n as u64),
            Self::Absent | Self::Root | Self::Odd => s.serialize_unit(),
        }
    }
}

//! Typed ids of the plan's parts. New ones are passed in, because the core has no source of randomness.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Letters of an id, in value order: digits and lower-case letters without `i l o u`, which are easily confused.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// The length of every id in letters of five bits.
const LETTERS: usize = 10;

/// The id of a `T` in a plan: 50 bits, written as ten letters. Never reused for another part.
pub struct Id<T: ?Sized>(u64, PhantomData<fn() -> Box<T>>);

impl<T: ?Sized> Id<T> {
    /// An id from 64 random (or counted) bits; only the lower 50 are kept.
    pub fn from_bits(bits: u64) -> Self {
        Id(bits & ((1 << (5 * LETTERS)) - 1), PhantomData)
    }

    /// The 50 bits.
    pub fn bits(self) -> u64 {
        self.0
    }
}

impl<T: ?Sized> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Copy for Id<T> {}
impl<T: ?Sized> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T: ?Sized> Eq for Id<T> {}
impl<T: ?Sized> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T: ?Sized> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T: ?Sized> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T: ?Sized> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = [0u8; LETTERS];
        let mut rest = self.0;
        for letter in letters.iter_mut().rev() {
            *letter = ALPHABET[(rest & 31) as usize];
            rest >>= 5;
        }
        f.write_str(std::str::from_utf8(&letters).unwrap_or_default())
    }
}
impl<T: ?Sized> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not an id: an id is ten of the letters `0-9 a-z` without `i l o u`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdError;

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id has ten of the letters 0-9 a-z without i l o u")
    }
}

impl std::error::Error for IdError {}

impl<T: ?Sized> FromStr for Id<T> {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        if text.len() != LETTERS {
            return Err(IdError);
        }
        let mut bits = 0u64;
        for byte in text.bytes() {
            let value = ALPHABET.iter().position(|&letter| letter == byte).ok_or(IdError)?;
            bits = bits << 5 | value as u64;
        }
        Ok(Id::from_bits(bits))
    }
}

impl<T: ?Sized> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

struct IdText;

impl serde::de::Visitor<'_> for IdText {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(&IdError, f)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<u64, E> {
        text.parse::<Id<()>>().map(Id::bits).map_err(E::custom)
    }
}

impl<'de, T: ?Sized> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(IdText).map(Id::from_bits)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl<T: ?Sized> schemars::JsonSchema for Id<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9a-hjkmnp-tv-z]{10}$" })
    }
}

/// A part of the plan that has an id.
pub trait Entity: Sized {
    /// Its identity.
    fn id(&self) -> Id<Self>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_written_and_sorts_like_its_number() {
        for bits in [0, 1, 31, 32, 987_654_321, (1 << 50) - 1] {
            let id = Id::<()>::from_bits(bits);
            assert_eq!(id.to_string().len(), 10);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        assert!("000000000i".parse::<Id<()>>().is_err());
        assert!("00".parse::<Id<()>>().is_err());
    }
}

//! Currencies by their ISO 4217 code, with the number of digits of their minor unit. Knows no names and no symbols.
//!
//! ```
//! use groundswell_core::plan::numbers::currency::Currency;
//! assert_eq!(Currency::from_code("JPY").unwrap().digits(), 0);
//! assert!(Currency::from_code("XAU").is_none());
//! ```

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

use crate::text::currency_codes::minor_digits;

/// A currency of ISO 4217, by its three-letter code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    code: [u8; 3],
    /// Stored, because every amount needs it.
    digits: u8,
}

impl Currency {
    /// Chinese yuan, the currency of a blank plan.
    pub const CNY: Currency = Currency { code: *b"CNY", digits: 2 };

    /// A currency of ISO 4217; `None` for unknown codes and for units without a minor unit (XAU, XDR).
    pub fn from_code(code: &str) -> Option<Currency> {
        Some(Currency { digits: minor_digits(code)?, code: code.as_bytes().try_into().ok()? })
    }

    /// The three letters: `CNY`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// Decimal digits of the minor unit by ISO 4217: CNY 2, JPY 0, KWD 3.
    pub fn digits(self) -> u8 {
        self.digits
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Default for Currency {
    fn default() -> Self {
        Currency::CNY
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

struct Code;

impl serde::de::Visitor<'_> for Code {
    type Value = Currency;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a currency code of ISO 4217 such as CNY")
    }
    fn visit_str<E: serde::de::Error>(self, code: &str) -> Result<Currency, E> {
        Currency::from_code(code).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(code), &self))
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Code)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for Currency {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Currency".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217 code" })
    }
}

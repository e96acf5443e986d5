//! Number fields: counts, decimals, percentages and amounts, all whole numbers of a smallest step. They know no plan.

use leptos::prelude::*;

use crate::browser::dom::form_controls::ADDRESS_CHARS;
use crate::i18n::format;
use crate::i18n::parse::numeral;
use crate::i18n::parse::numeral::{Numeral, NumeralError};
use crate::i18n::words::common;
use crate::widgets::fields::field::field_component;
use crate::widgets::fields::text::{LineSetup, line};

/// What a number measures, which decides how it is read and written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// A whole number of things.
    Count,
    /// A whole number of steps of `10^-decimals`.
    Decimal(u8),
    /// An amount or a price whose currency is shown beside the field, in steps of `10^-decimals`.
    Price {
        /// The ISO 4217 code.
        code: String,
        /// How many decimals are kept.
        decimals: u8,
    },
    /// Basis points, shown as a percentage: 850 is 8.5 %.
    Percent,
    /// An amount in a currency's smallest units.
    Money {
        /// The ISO 4217 code.
        code: String,
        /// How many decimals the currency has.
        digits: u8,
    },
}

impl NumberKind {
    const fn decimals(&self) -> u8 {
        match self {
            Self::Count => 0,
            Self::Decimal(decimals) | Self::Price { decimals, .. } => *decimals,
            Self::Percent => 2,
            Self::Money { digits, .. } => *digits,
        }
    }

    /// The text in a field, without currency or percent sign.
    fn write(&self, value: i64) -> String {
        match self {
            Self::Count => format::count(value),
            Self::Decimal(_) | Self::Percent | Self::Price { .. } => format::decimal_entry(value, self.decimals()),
            Self::Money { digits, .. } => format::money_entry(value, *digits),
        }
    }

    /// The text in a sentence.
    fn name(&self, value: i64) -> String {
        match self {
            Self::Percent => format::percent_bp(value),
            Self::Money { code, digits } => format::money_plain(value, code, *digits),
            Self::Count | Self::Decimal(_) | Self::Price { .. } => self.write(value),
        }
    }

    /// Why a number does not fit this kind: it names a percentage or another currency.
    fn refusal(&self, number: &Numeral, typed: &str) -> Option<String> {
        if number.percent && *self != Self::Percent {
            return Some(common::number_no_percent(typed));
        }
        match self {
            Self::Money { code, .. } | Self::Price { code, .. } if !number.may_be_in(code) => {
                Some(common::number_other_currency(typed, code))
            }
            Self::Money { .. } | Self::Price { .. } => None,
            _ if number.currency.is_empty() => None,
            _ => Some(self.not_read(typed)),
        }
    }

    fn not_read(&self, typed: &str) -> String {
        common::number_not_read(typed, &self.write(10_i64.pow(u32::from(self.decimals())) * 1200))
    }
}

/// Reads a typed number in the kind's smallest steps; an empty text is `Ok(None)`.
///
/// # Errors
/// The reason in the reader's language, where the text is no such number or out of bounds.
pub fn read_number(
    text: &str,
    kind: &NumberKind,
    least: Option<i64>,
    most: Option<i64>,
) -> Result<Option<i64>, String> {
    let typed = text.trim();
    let value = match numeral::parse(typed, kind.decimals()) {
        Ok(number) => match kind.refusal(&number, typed) {
            Some(refusal) => return Err(refusal),
            None => number.value,
        },
        Err(NumeralError::Empty) => return Ok(None),
        Err(NumeralError::NotANumber { .. }) => return Err(kind.not_read(typed)),
        Err(NumeralError::Ambiguous) => return Err(common::number_ambiguous(typed)),
        Err(NumeralError::TwoReadings { grouped, decimal }) => {
            let plain = |value| numeral::plain(value, kind.decimals());
            return Err(match (grouped.map(plain), decimal.map(plain)) {
                (Some(grouped), Some(decimal)) => common::number_two_readings(typed, &grouped, &decimal),
                (Some(grouped), None) => common::number_too_fine_or_grouped(typed, &grouped),
                // The larger one is more than fits.
                (None, Some(decimal)) => common::number_not_read(typed, &decimal),
                (None, None) => common::number_ambiguous(typed),
            });
        }
        Err(NumeralError::TooManyDecimals { max: 0 }) => {
            return Err(common::number_whole().to_owned());
        }
        Err(NumeralError::TooManyDecimals { max }) => {
            return Err(common::number_decimals(u64::from(max), &format::count(i64::from(max))));
        }
        Err(NumeralError::TooLarge) => return Err(common::number_too_large().to_owned()),
    };
    if let Some(least) = least.filter(|least| value < *least) {
        return Err(common::number_below(&kind.name(least)));
    }
    if let Some(most) = most.filter(|most| value > *most) {
        return Err(common::number_above(&kind.name(most)));
    }
    Ok(Some(value))
}

field_component! {
    /// A number to type. Reads `12,000`, `1.2万`, `¥3,500` and `40 %` where the kind allows them; shows what is wrong
    /// beside the field, and asks where a number can be read in two ways.
    pub fn NumberField(
        field;
        /// What the number measures.
        kind: NumberKind,
        /// The number in the kind's smallest steps, or none yet.
        #[prop(into)]
        value: Signal<Option<i64>>,
        /// Takes the number at every key that makes it readable; an error is shown beside the field.
        commit: Callback<Option<i64>, Result<(), String>>,
        /// The least it may be, in the kind's smallest steps; zero by default.
        #[prop(default = Some(0))]
        least: Option<i64>,
        /// The most it may be.
        #[prop(default = None)]
        most: Option<i64>,
        /// Whether an empty field is an error.
        #[prop(optional)]
        required: bool,
        /// Shown after the number, such as a unit; percentages and amounts bring their own sign.
        #[prop(optional, into)]
        suffix: Option<String>,
    ) {
        let (mut prefix, mut suffix) = (None, suffix);
        match &kind {
            NumberKind::Percent => suffix = Some("%".to_owned()),
            NumberKind::Money { code, .. } => {
                let (sign, leads) = format::currency_sign(code);
                if leads { prefix = Some(sign) } else { suffix = Some(sign) }
            }
            NumberKind::Count | NumberKind::Decimal(_) | NumberKind::Price { .. } => {}
        }
        let inputmode = if kind.decimals() == 0 { "numeric" } else { "decimal" };
        let written = kind.clone();
        let shown = Signal::derive(move || value.get().map(|value| written.write(value)).unwrap_or_default());
        let commit = Callback::new(move |text: String| match read_number(&text, &kind, least, most)? {
            None if required => Err(common::number_missing().to_owned()),
            number => commit.run(number),
        });
        let setup = LineSetup {
            kind: "text",
            inputmode,
            most: ADDRESS_CHARS,
            placeholder: None,
            prefix,
            suffix,
            end: true,
            aid: None,
        };
        line(field, shown, commit, setup)
    }
}

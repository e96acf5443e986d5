//! The kind of an error in a field, and the part of the plan that it belongs to: derived from serde's messages, for
//! messages that people can read.

use std::fmt;

use crate::plan::numbers::{decimal, money};

/// What is wrong with a field of a plan file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldError {
    /// The field does not exist.
    Unknown,
    /// A required field is missing.
    Missing,
    /// The field occurs twice.
    Twice,
    /// Its number has too many decimals, or is beyond the limit of numbers.
    Number,
    /// Its amount is beyond the limit of stored amounts, or not a whole number of minor units.
    Amount,
    /// Its value is invalid otherwise.
    Value,
}

impl fmt::Display for FieldError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            FieldError::Unknown => "there is no such field",
            FieldError::Missing => "the field is missing",
            FieldError::Twice => "the field is there twice",
            FieldError::Number => "the number is beyond the limits",
            FieldError::Amount => "the amount is beyond the limits",
            FieldError::Value => "the field cannot hold this value",
        })
    }
}

impl std::error::Error for FieldError {}

impl FieldError {
    /// The kind of the error in a message of serde.
    pub fn of(reason: &str) -> FieldError {
        if reason.starts_with("unknown field") {
            FieldError::Unknown
        } else if reason.starts_with("missing field") {
            FieldError::Missing
        } else if reason.starts_with("duplicate field") {
            FieldError::Twice
        } else if reason.ends_with(decimal::EXPECTED) {
            FieldError::Number
        } else if reason.ends_with(money::EXPECTED) {
            FieldError::Amount
        } else {
            FieldError::Value
        }
    }
}

/// The part of the plan that a path leads into: the name of its list and the position in it, from 1; or the name of the
/// part itself.
///
/// ```
/// use groundswell_core::file::part_of;
/// assert_eq!(part_of("plan.budget.lines[3].quantity"), ("lines", Some(4)));
/// assert_eq!(part_of("plan.basics.name"), ("basics", None));
/// ```
pub fn part_of(path: &str) -> (&str, Option<usize>) {
    let inner = path.strip_prefix("plan").map_or("", |rest| rest.trim_start_matches('.'));
    if let Some((list, rest)) = inner.split_once('[') {
        let number = rest.split(']').next().and_then(|digits| digits.parse::<usize>().ok());
        return (list.rsplit('.').next().unwrap_or(list), number.and_then(|number| number.checked_add(1)));
    }
    (inner.split('.').next().unwrap_or_default(), None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::LoadError;
    use crate::plan::Plan;

    #[test]
    fn numbers_and_amounts_beyond_the_limits_have_their_own_kinds() {
        let reason = |field: &str, value: &str| {
            let text = crate::file::write(&Plan::blank(&mut || 7));
            let line =
                format!("{{\"id\":\"0000000001\",\"category\":\"media\",\"description\":\"\",\"{field}\":{value}}}");
            let text = text.replace("\"budget\":{", &format!("\"budget\":{{\"lines\":[{line}],"));
            match crate::file::read(&text) {
                Err(LoadError::Invalid { reason, .. }) => FieldError::of(&reason),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(reason("quantity", "1e12"), FieldError::Number);
        assert_eq!(reason("unit_price", "0.12345"), FieldError::Number);
        assert_eq!(reason("quantity", "100000000000"), FieldError::Number);
        assert_eq!(reason("committed", "9007199254740992"), FieldError::Amount);
        assert_eq!(reason("actual", "1.5"), FieldError::Amount);
        assert_eq!(reason("status", "\"lost\""), FieldError::Value);
    }

    #[test]
    fn a_path_leads_to_a_part_of_the_plan() {
        assert_eq!(part_of("plan.budget.lines[3].quantity"), ("lines", Some(4)));
        assert_eq!(part_of("plan.phases[0].entry[2].metric"), ("phases", Some(1)));
        assert_eq!(part_of("plan.basics.colour"), ("basics", None));
        assert_eq!(part_of("plan"), ("", None));
        assert_eq!(part_of("version"), ("", None));
        assert_eq!(part_of("plan.risks[18446744073709551615]"), ("risks", None));
    }

    #[test]
    fn every_message_of_serde_has_a_kind() {
        for (reason, kind) in [
            ("unknown field `colour`, expected one of `name`", FieldError::Unknown),
            ("missing field `id`", FieldError::Missing),
            ("duplicate field `name`", FieldError::Twice),
            ("invalid type: sequence, expected an id has ten of the letters", FieldError::Value),
            ("invalid value: integer `9`, expected an amount below 100 billion", FieldError::Value),
            ("unknown variant `x`, expected `y`", FieldError::Value),
            ("an approved plan holds no approvals of its own", FieldError::Value),
        ] {
            assert_eq!(FieldError::of(reason), kind, "{reason}");
        }
    }
}

//! Distinguishes groups of digits from decimals, and scales the number to the steps of a field.

use super::NumeralError;
use super::characters::is_space;
use crate::text::digits::{ScaleError, scaled};

/// The digits of a number and how many of them are decimals.
#[derive(Clone)]
pub(super) struct NumeralDigits {
    pub(super) all: Vec<u8>,
    pub(super) behind: usize,
    /// Whether the point may also be a group separator: `1.500`.
    pub(super) may_be_grouped: bool,
}

/// Separates groups from decimals. Errors have the index in `letters`.
pub(super) fn read_digits(letters: &[char]) -> Result<NumeralDigits, NumeralError> {
    let mut runs: Vec<Vec<u8>> = vec![Vec::new()];
    let mut marks: Vec<char> = Vec::new();
    for (at, &letter) in letters.iter().enumerate() {
        if let Some(digit) = letter.to_digit(10) {
            runs.last_mut().expect("one run from the start").push(u8::try_from(digit).unwrap_or(0));
        } else {
            let first = marks.is_empty() && letter == '.';
            let last = at + 1 == letters.len() && letter == '.';
            if runs.last().is_some_and(Vec::is_empty) && !first
                || (!letters[at + 1..].iter().any(char::is_ascii_digit) && !last)
            {
                return Err(NumeralError::NotANumber { at });
            }
            marks.push(if is_space(letter) { ' ' } else { letter });
            runs.push(Vec::new());
        }
    }
    if runs.iter().all(Vec::is_empty) {
        return Err(NumeralError::NotANumber { at: 0 });
    }
    let decimal = decimal_mark(&runs, &marks)?;
    let groups = &runs[..runs.len() - usize::from(decimal)];
    if groups.len() > 1 && !are_groups(groups, &marks[..groups.len() - 1]) {
        return Err(NumeralError::Ambiguous);
    }
    let behind = if decimal { runs.last().map_or(0, Vec::len) } else { 0 };
    let may_be_grouped = decimal && marks == ['.'] && are_groups(&runs, &marks);
    Ok(NumeralDigits { all: runs.concat(), behind, may_be_grouped })
}

/// Whether the last separator is a decimal point.
fn decimal_mark(runs: &[Vec<u8>], marks: &[char]) -> Result<bool, NumeralError> {
    let Some((&last, before)) = marks.split_last() else {
        return Ok(false);
    };
    let behind = runs.last().map_or(0, Vec::len);
    let grouped_otherwise = before.first().is_some_and(|mark| *mark != last);
    match last {
        '.' => Ok(before.is_empty() || grouped_otherwise),
        // "1,500" is grouped wherever this is read; "1,5" is a slip or a decimal comma, and
        // "1 234,567" is either, so neither is guessed. A comma after other groups is a decimal one.
        ',' if grouped_otherwise => {
            if behind == 3 && before.iter().all(|mark| *mark == ' ') {
                Err(NumeralError::Ambiguous)
            } else {
                Ok(true)
            }
        }
        ',' if before.is_empty() && behind != 3 => Err(NumeralError::Ambiguous),
        _ => Ok(false),
    }
}

/// Whether they are groups of three, or Indian groups of two before a last of three, with one kind of separator.
fn are_groups(runs: &[Vec<u8>], marks: &[char]) -> bool {
    let Some((first, rest)) = runs.split_first() else {
        return false;
    };
    let Some((last, middle)) = rest.split_last() else {
        return true;
    };
    let size = middle.first().map_or(3, Vec::len);
    marks.windows(2).all(|pair| pair[0] == pair[1])
        && (1..=3).contains(&first.len())
        && first.first() != Some(&0)
        && last.len() == 3
        && (size == 3 || (size == 2 && first.len() <= 2))
        && middle.iter().all(|run| run.len() == size)
}

/// The number in steps of `10^-decimals`, times `10^power`.
pub(super) fn in_steps(digits: &NumeralDigits, power: u32, decimals: u8) -> Result<i64, NumeralError> {
    scaled(&digits.all, digits.behind, power, decimals).map_err(|error| match error {
        ScaleError::TooManyDecimals => NumeralError::TooManyDecimals { max: decimals },
        ScaleError::TooLarge => NumeralError::TooLarge,
    })
}

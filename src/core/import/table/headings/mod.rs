//! What a heading means: which field of a line item its column holds, which multiplier it adds, whether it names plan or
//! actuals.
//!
//! Looks at one heading only. [`mapping`](super::mapping) decides which column gets which meaning.

mod other_languages;
mod words;

use self::other_languages::OTHER_LANGUAGES;
use self::words::{
    LESSER_AMOUNTS, NOT_A_FIELD, OWN_WORKBOOK, PAID_UNITS, SIDE_WORDS, UNIT_PRICES, WEEKDAYS, WHOLE_HEADINGS,
    WORDS_IN_HEADINGS,
};
use super::dictionary::{NameIndex, by_folded_name, folded};
use super::mapping::ColumnMeaning;
use crate::export::csv::budget::BudgetColumn;
use crate::import::text::numbers::is_placeholder;

/// The most characters of a heading.
const MAX_HEADING_CHARS: usize = 60;
/// The most characters of a heading that is recognised by a word within it; longer ones are sentences.
const MAX_CHARS_AROUND_WORD: usize = 16;
/// The doubt of a meaning recognised by one word within the heading.
const WORD_DOUBT: u8 = 5;

static WHOLE_NAMES: NameIndex<ColumnMeaning> = NameIndex::new(|| by_folded_name(&WHOLE_HEADINGS));
static OWN_WORKBOOK_NAMES: NameIndex<ColumnMeaning> = NameIndex::new(|| by_folded_name(&OWN_WORKBOOK));

/// What a heading means, and how doubtful that is: 0 where the whole heading is a known name.
///
/// ```
/// use groundswell_core::export::csv::budget::BudgetColumn;
/// use groundswell_core::import::table::headings::meaning_of;
/// use groundswell_core::import::table::mapping::ColumnMeaning;
///
/// assert_eq!(meaning_of("Amount (万元)"), Some((ColumnMeaning::Field(BudgetColumn::Amount), 0)));
/// assert_eq!(meaning_of("Daily budget"), None);
/// ```
pub fn meaning_of(heading: &str) -> Option<(ColumnMeaning, u8)> {
    if heading.chars().count() > MAX_HEADING_CHARS || looks_numeric(heading) || is_not_a_field(heading) {
        return None;
    }
    let text = name_of(heading);
    if text.is_empty() || is_row_number(heading) {
        return None;
    }
    if let Some(meaning) = WHOLE_NAMES.find_folded(&text) {
        let is_amount = meaning == ColumnMeaning::Field(BudgetColumn::Amount);
        return Some((meaning, if is_amount { doubt_of_amount(&text) } else { 0 }));
    }
    if let Some((meaning, _)) = OTHER_LANGUAGES.iter().find(|(_, names)| names.contains(&text.as_str())) {
        return Some((*meaning, 1));
    }
    if PAID_UNITS.contains(&text.as_str()) {
        return Some((ColumnMeaning::Field(BudgetColumn::Quantity), WORD_DOUBT));
    }
    let within = WORDS_IN_HEADINGS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word)));
    within.filter(|_| text.chars().count() <= MAX_CHARS_AROUND_WORD).map(|(meaning, _)| (*meaning, WORD_DOUBT))
}

/// A heading folded, without the words a pivot table adds and without its parentheses.
fn name_of(heading: &str) -> String {
    let heading = heading.trim();
    let heading = ["Sum of ", "sum of ", "求和项:", "求和项：", "Summe von "]
        .iter()
        .find_map(|prefix| heading.strip_prefix(prefix))
        .unwrap_or(heading);
    let text = folded(heading.split(['(', '（', '[', '【']).next().unwrap_or_default());
    if text.is_empty() { folded(heading) } else { text }
}

/// How doubtful it is that a heading of amounts is the line's amount; `name` is folded.
fn doubt_of_amount(name: &str) -> u8 {
    let at = LESSER_AMOUNTS.iter().position(|names| names.contains(&name)).map_or(0, |at| at + 1);
    u8::try_from(at).unwrap_or(WORD_DOUBT)
}

/// Whether a heading holds a known word but names no field of a line. "Cost per unit" is the unit price.
fn is_not_a_field(heading: &str) -> bool {
    let text = folded(heading);
    let is_price = UNIT_PRICES.iter().any(|word| text.starts_with(word));
    !is_price && NOT_A_FIELD.iter().any(|word| text.contains(word))
}

/// The meaning of a heading of the line items' sheet in our own workbook.
pub(super) fn own_workbook_meaning(heading: &str) -> Option<ColumnMeaning> {
    OWN_WORKBOOK_NAMES.find_folded(&folded(heading))
}

/// Whether a heading is that of row numbers.
pub(super) fn is_row_number(heading: &str) -> bool {
    matches!(
        folded(heading).as_str(),
        "序号" | "编号" | "no" | "#" | "id" | "号" | "行号" | "项次" | "序" | "number" | "seq"
    )
}

/// The power of ten that a heading multiplies its numbers with: 万元 four, 千元 and k three.
pub(super) fn power_of(heading: &str) -> u8 {
    let heading = heading.to_lowercase();
    let thousands = ["千元", "(k", "（k", "'000", "’000", "thousand", "k$", "k¥"];
    if heading.contains("百万") || heading.contains("million") {
        6
    } else if heading.contains('万') {
        4
    } else if thousands.iter().any(|word| heading.contains(word)) {
        3
    } else {
        0
    }
}

/// Whether a period's column holds the plan or the actuals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum PeriodSide {
    Plan,
    Actual,
    /// Derived from both: the variance, the remainder.
    Neither,
}

/// Which side a heading names, alone or beside a period.
pub(super) fn side_in(heading: &str) -> Option<PeriodSide> {
    let text = heading.to_lowercase();
    let is_word = |word: &&&str| {
        if word.is_ascii() {
            text.split(|letter: char| !letter.is_alphanumeric()).any(|part| part == **word)
        } else {
            text.contains(**word)
        }
    };
    SIDE_WORDS.iter().find(|(_, words)| words.iter().any(|word| is_word(&word))).map(|(side, _)| *side)
}

/// Whether a cell is a day of the week, as over daily columns.
pub(super) fn is_weekday(cell: &str) -> bool {
    let text = folded(cell);
    let text = text.trim_start_matches('周').trim_start_matches("星期");
    WEEKDAYS.contains(&text)
}

/// Whether a cell looks like a number rather than a text.
pub(super) fn looks_numeric(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    digits > 0 && digits * 2 >= cell.chars().filter(|letter| letter.is_alphanumeric()).count() && !is_placeholder(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_older_workbooks_carry_are_still_recognised() {
        for (then, now) in [
            ("Kind of cost", "Category"),
            ("What is bought", "Description"),
            ("Counted in", "Unit"),
            ("First day", "Start date"),
            ("Last day", "End date"),
            ("购买内容", "说明"),
            ("已承诺", "已下单"),
            ("已花费", "已发生"),
        ] {
            assert!(own_workbook_meaning(now).is_some(), "{now}");
            assert_eq!(own_workbook_meaning(then), own_workbook_meaning(now), "{then}");
        }
    }
}

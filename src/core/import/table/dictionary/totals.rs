//! Recognises the words of total rows: `Grand total`, 合计, `Paid media Total`.
//!
//! Looks at one text only; [`sums`](super::super::sums) checks whether the amounts add up.

use super::folded;

/// Whole texts of total rows, folded.
const TOTAL_LABELS: [&str; 45] = [
    "合计",
    "总计",
    "小计",
    "总额",
    "共计",
    "累计",
    "汇总",
    "总和",
    "总预算",
    "预算合计",
    "费用合计",
    "合计金额",
    "总计金额",
    "总费用",
    "总金额",
    "合計",
    "小計",
    "総計",
    "總計",
    "总",
    "求和",
    "total",
    "totals",
    "subtotal",
    "subtotals",
    "grandtotal",
    "sum",
    "summe",
    "gesamt",
    "gesamtsumme",
    "gesamtergebnis",
    "zwischensumme",
    "ergebnis",
    "soustotal",
    "totalgénéral",
    "totalgeneral",
    "sumatotal",
    "totale",
    "subtotale",
    "totalegenerale",
    "итого",
    "всего",
    "합계",
    "총계",
    "overall",
];

/// English words beside "total" that name no group: `Total marketing budget (excl. VAT)`.
const GENERIC_WORDS: [&str; 34] = [
    "budget",
    "budgets",
    "cost",
    "costs",
    "spend",
    "spending",
    "amount",
    "amounts",
    "expense",
    "expenses",
    "expenditure",
    "marketing",
    "media",
    "project",
    "campaign",
    "campaigns",
    "planned",
    "plan",
    "actual",
    "of",
    "for",
    "the",
    "and",
    "all",
    "incl",
    "excl",
    "including",
    "excluding",
    "vat",
    "tax",
    "net",
    "gross",
    "year",
    "sum",
];

/// How clearly a text names a total row.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum TotalWord {
    /// It has no such word.
    #[default]
    None,
    /// It has such a word beside this name, folded: `Paid media Total`, `Total Wine tasting`, 数据汇总.
    Of(String),
    /// It names a total and nothing else: 合计, `Subtotal`, `Total: Campaigns`, 种子期小计.
    Sure,
}

/// How clearly the text names a total row.
pub fn total_word(text: &str) -> TotalWord {
    let whole = folded(text);
    if whole.is_empty() || whole.chars().count() > 80 {
        return TotalWord::None;
    }
    if TOTAL_LABELS.contains(&whole.as_str()) || ends_in_total(&whole) || opens_with_total(text) {
        return TotalWord::Sure;
    }
    let beside = ["汇总", "共计", "累计"].iter().find_map(|word| whole.strip_suffix(word));
    beside.map_or_else(|| total_in_words(text), |rest| TotalWord::Of(rest.to_owned()))
}

/// 种子期小计, 求和项:金额
fn ends_in_total(folded: &str) -> bool {
    ["合计", "小计", "总计", "合計", "小計"].iter().any(|word| folded.ends_with(word)) || folded.starts_with("求和项")
}

/// `Total: Campaigns`, `Total (net)`
fn opens_with_total(text: &str) -> bool {
    let opening = text.trim().trim_start_matches(['*', '-', '–', '—', ' ']);
    ["合计", "小计", "总计", "Total", "TOTAL", "total"].iter().any(|word| {
        let rest = opening.strip_prefix(word);
        rest.is_some_and(|rest| rest.trim_start().starts_with([':', '：', '(', '（', '-', '–', '—']))
    })
}

/// An English text with "total" or "sum" among its words.
fn total_in_words(text: &str) -> TotalWord {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let rest_of = |words: &[&str]| TotalWord::Of(folded(&words.concat()));
    match words[..] {
        ["grand" | "sub", "total", ..] | ["subtotal", ..] | [.., "subtotal"] | [.., "sub", "total"] => TotalWord::Sure,
        ["total" | "totals", "of", number, ..] if is_number(&number) => TotalWord::Sure,
        ["total" | "totals", ref rest @ ..]
            if rest.iter().all(|word| GENERIC_WORDS.contains(word) || is_number(word)) =>
        {
            TotalWord::Sure
        }
        ["total" | "totals", ref rest @ ..] | ["sum", "of", ref rest @ ..] | [ref rest @ .., "total" | "totals"] => {
            rest_of(rest)
        }
        _ => TotalWord::None,
    }
}

//! Numbers as tables have them: grouped in any country's way, in accounting formats, with currencies and multipliers.
//!
//! A point or a comma may stand before the decimals or between groups of three digits. Many texts can mean only one
//! thing (`1.234,56`, `12.5`, `1,25,000`); for the rest (`1.500`) the other cells of the column, of the file and the
//! delimiter decide ([`MarkEvidence`]). Where nothing decides, the number is refused as [`NumberFault::Ambiguous`], and
//! the reader of the table is asked once for the column: nothing is guessed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::plan::numbers::currency::Currency;

/// Why a text is no number for its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberFault {
    /// None at all.
    NotANumber,
    /// Readable in two ways.
    Ambiguous,
    /// More decimals than are kept.
    TooManyDecimals,
    /// More than fits.
    TooLarge,
    /// Below zero, where there is nothing below zero.
    Negative,
    /// A share, where a quantity or an amount is asked for.
    Percent,
}

impl fmt::Display for NumberFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            NumberFault::NotANumber => "not a number",
            NumberFault::Ambiguous => "readable in two ways",
            NumberFault::TooManyDecimals => "more decimals than are kept",
            NumberFault::TooLarge => "too large",
            NumberFault::Negative => "below zero",
            NumberFault::Percent => "a percentage",
        })
    }
}

impl std::error::Error for NumberFault {}

/// Which mark stands before the decimals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecimalMark {
    /// A point: 1,234.56
    #[default]
    Point,
    /// A comma: 1.234,56
    Comma,
    /// Nothing tells. Numbers that can mean only one thing are read, others are [`NumberFault::Ambiguous`].
    Either,
}

/// How the numbers of a column are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Numbers {
    /// The mark before decimals.
    pub mark: DecimalMark,
    /// Whether numbers are plain with a point, as cells of a workbook that are numbers and our own file have them. What is
    /// not plain is still read by the mark.
    pub plain: bool,
}

/// A number read, and whether digits were cut off for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    /// In steps of `10^-decimals`.
    pub value: i64,
    /// Not all of its digits were kept.
    pub rounded: bool,
}

impl Numbers {
    /// Reads a cell as a whole number of steps of `10^-decimals`, with `power` noughts that its heading adds (万元: four).
    /// `None` for a cell without a number in it, such as ` $ -   `.
    pub fn cell(self, text: &str, decimals: u8, power: u8) -> Result<Option<Read>, NumberFault> {
        let text = text.trim();
        if says_nothing(text) {
            return Ok(None);
        }
        if self.plain
            && let Some(read) = plain(text, decimals.saturating_add(power))
        {
            return read.map(Some);
        }
        let Some(literal) = Literal::of(text)? else { return Ok(None) };
        // A number that says 万 itself is not meant to have it from the heading besides.
        let power = literal.power.unwrap_or(power);
        let value = scaled(&literal.digits(self.mark)?, power, decimals)?;
        Ok(Some(Read { value: if literal.negative { -value } else { value }, rounded: false }))
    }
}

/// What cells tell about the mark before their decimals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MarkEvidence {
    /// Cells that can only have a point before the decimals: `12.5`, `1,234.56`, `1,25,000`.
    pub point: usize,
    /// Cells that can only have a comma there: `12,5`, `1.234,56`, `12,-`.
    pub comma: usize,
    /// Cells such as `1.500`.
    pub pointed: usize,
    /// Cells such as `1,500`.
    pub commaed: usize,
}

impl MarkEvidence {
    /// What these cells tell.
    pub fn of<'a>(cells: impl Iterator<Item = &'a str>) -> MarkEvidence {
        let mut evidence = MarkEvidence::default();
        for cell in cells {
            evidence.add(cell);
        }
        evidence
    }

    /// Looks at one cell more.
    pub fn add(&mut self, cell: &str) {
        let Ok(Some(literal)) = Literal::of(cell) else { return };
        if !literal.ends_whole && !literal.marks.iter().any(|mark| matches!(mark, '.' | ',')) {
            return;
        }
        match (literal.read_as('.'), literal.read_as(',')) {
            (Some(_), Some(_)) if literal.ends_whole => self.comma += 1,
            (Some(_), Some(_)) if literal.marks.contains(&'.') => self.pointed += 1,
            (Some(_), Some(_)) => self.commaed += 1,
            (Some(_), None) => self.point += 1,
            (None, Some(_)) => self.comma += 1,
            (None, None) => {}
        }
    }

    /// The mark of a column with this evidence. `file` is that of all columns of numbers in the file, `delimiter` what
    /// stands between its cells where it is text. [`DecimalMark::Either`] where both readings stand: ask.
    pub fn settle(self, file: MarkEvidence, delimiter: Option<u8>) -> DecimalMark {
        let by_certain = |evidence: MarkEvidence| match (evidence.point, evidence.comma) {
            (1.., 0) => Some(DecimalMark::Point),
            (0, 1..) => Some(DecimalMark::Comma),
            (1.., 1..) => Some(DecimalMark::Either),
            (0, 0) => None,
        };
        if let Some(mark) = by_certain(self) {
            return mark;
        }
        match (self.pointed, self.commaed) {
            // Nothing to decide here: as the rest of the file has it.
            (0, 0) => by_certain(file).unwrap_or_default(),
            (1.., 1..) => DecimalMark::Either,
            _ => match (by_certain(file), delimiter) {
                (Some(mark), _) => mark,
                // A semicolon is written where the comma is taken, by the decimals.
                (None, Some(b';')) if self.pointed > 0 => DecimalMark::Comma,
                (None, Some(b';')) => DecimalMark::Either,
                // 1,500 is grouped wherever a comma or a tab stands between cells.
                (None, _) if self.commaed > 0 => DecimalMark::Point,
                (None, _) => DecimalMark::Either,
            },
        }
    }
}

/// Dashes and the like, which people write where there is no number.
pub fn says_nothing(text: &str) -> bool {
    const NOTHING: [&str; 30] = [
        "-",
        "--",
        "---",
        "—",
        "——",
        "–",
        "−",
        "－",
        "/",
        "\\",
        "./.",
        "...",
        "…",
        "无",
        "暂无",
        "待定",
        "未定",
        "待确认",
        "n/a",
        "n.a.",
        "na",
        "nan",
        "tbd",
        "tbc",
        "none",
        "nil",
        "null",
        "undefined",
        "k.a.",
        "?",
    ];
    let text = text.trim();
    text.is_empty() || (text.len() <= 12 && NOTHING.iter().any(|nothing| text.eq_ignore_ascii_case(nothing)))
}

/// A number as every reader takes it: `-1234.5` for -12345 with one decimal, without noughts at the end.
pub fn written(value: i64, decimals: u8) -> String {
    let digits = format!("{:0width$}", value.unsigned_abs(), width = usize::from(decimals) + 1);
    let (whole, fraction) = digits.split_at(digits.len() - usize::from(decimals));
    let fraction = fraction.trim_end_matches('0');
    let sign = if value < 0 { "-" } else { "" };
    let mark = if fraction.is_empty() { "" } else { "." };
    [sign, whole, mark, fraction].concat()
}

/// Digits with at most one point: exact, and rounded half away from zero where a workbook computed more of them. A power
/// of ten may follow, as a workbook writes very large and very small numbers.
fn plain(text: &str, decimals: u8) -> Option<Result<Read, NumberFault>> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['E', 'e']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok().filter(|exponent| exponent.abs() < 400)?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|byte| byte - b'0').collect();
    // How many of the digits, or of digits and noughts behind them, are kept.
    let kept = i64::try_from(whole.len()).unwrap_or(i64::MAX / 2) + i64::from(exponent) + i64::from(decimals);
    let kept = usize::try_from(kept).unwrap_or(0);
    // All digits are further behind than the first one that decides about rounding.
    let below = i64::try_from(whole.len()).unwrap_or(0) + i64::from(exponent) + i64::from(decimals) < 0;
    let rest = digits.get(kept..).unwrap_or_default();
    let rounded = rest.iter().any(|digit| *digit != 0);
    let up = rounded && !below && rest.first().is_some_and(|digit| *digit >= 5);
    let significant = digits.iter().position(|digit| *digit != 0).unwrap_or(digits.len());
    let mut value: i64 = 0;
    if significant < digits.len() {
        for digit in digits.iter().copied().chain(std::iter::repeat(0)).take(kept) {
            let Some(next) = value.checked_mul(10).and_then(|tens| tens.checked_add(i64::from(digit))) else {
                return Some(Err(NumberFault::TooLarge));
            };
            value = next;
        }
    }
    let Some(value) = value.checked_add(i64::from(up)) else { return Some(Err(NumberFault::TooLarge)) };
    Some(Ok(Read { value: if text.starts_with('-') { -value } else { value }, rounded }))
}

/// The digits of a number and how many of them stand behind the decimal mark.
struct Digits {
    all: Vec<u8>,
    behind: usize,
}

/// A number taken apart: runs of digits with the marks between them, and what stands around them.
struct Literal {
    runs: Vec<Vec<u8>>,
    marks: Vec<char>,
    negative: bool,
    /// Noughts that a multiplier adds: four for 万.
    power: Option<u8>,
    /// It ends as prices do that have no cents: `12,-`.
    ends_whole: bool,
}

/// The most letters that a number is looked for in; longer cells are texts.
const MOST_LETTERS: usize = 80;

impl Literal {
    /// Takes a text apart. `None` where it says that there is no number, as accounting formats do: ` $ -   `, `$ -00`.
    fn of(text: &str) -> Result<Option<Literal>, NumberFault> {
        if text.len() > MOST_LETTERS * 4 {
            return Err(NumberFault::NotANumber);
        }
        let letters: Vec<char> = text.chars().filter(|letter| !is_invisible(*letter)).map(narrowed).collect();
        let letters = unwrapped(trimmed(&letters));
        if letters.is_empty() {
            return Ok(None);
        }
        let Some(first) = letters.iter().position(char::is_ascii_digit) else {
            return is_dash_for_nothing(letters).then_some(None).ok_or(NumberFault::NotANumber);
        };
        let last = letters.iter().rposition(char::is_ascii_digit).unwrap_or(first);
        // .5 begins with its mark.
        let first = if first > 0 && matches!(letters[first - 1], '.' | ',') && is_free(&letters[..first - 1]) {
            first - 1
        } else {
            first
        };
        let before = Before::of(&letters[..first])?;
        let after = After::of(&letters[last + 1..])?;
        if after.percent {
            return Err(NumberFault::Percent);
        }
        let signs = usize::from(before.minus) + usize::from(after.minus) + usize::from(after.credit);
        if before.paren != after.paren || signs + usize::from(before.paren) + usize::from(before.plus) > 1 {
            return Err(NumberFault::NotANumber);
        }
        let (runs, marks) = runs(&letters[first..=last])?;
        let all_noughts = runs.iter().flatten().all(|digit| *digit == 0);
        // An accounting format shows nothing as a dash, and its places for cents as noughts.
        if all_noughts && before.minus && before.currency && marks.is_empty() && runs[0].len() > 1 {
            return Ok(None);
        }
        let small = after.detached && !before.currency && !after.currency;
        if small || (after.credit || after.debit) && marks.is_empty() && runs[0].len() < 4 {
            return Err(NumberFault::NotANumber);
        }
        Ok(Some(Literal {
            runs,
            marks,
            negative: signs > 0 || before.paren,
            power: after.power,
            ends_whole: after.ends_whole,
        }))
    }

    /// Its digits where that mark stands before the decimals.
    fn digits(&self, mark: DecimalMark) -> Result<Digits, NumberFault> {
        let (point, comma) = (self.read_as('.'), self.read_as(','));
        match (mark, point, comma) {
            (DecimalMark::Point, Some(digits), _)
            | (DecimalMark::Comma, _, Some(digits))
            | (DecimalMark::Either, Some(digits), None)
            | (DecimalMark::Either, None, Some(digits)) => Ok(digits),
            (DecimalMark::Either, Some(point), Some(comma)) if point.behind == comma.behind => Ok(point),
            // Written otherwise than the column, readable both ways, or none.
            _ => Err(NumberFault::Ambiguous),
        }
    }

    fn read_as(&self, decimal: char) -> Option<Digits> {
        let found = self.marks.iter().filter(|mark| **mark == decimal).count();
        let has_decimals = found == 1 && self.marks.last() == Some(&decimal);
        if found > 0 && !has_decimals || (self.ends_whole && has_decimals) {
            return None;
        }
        let groups = self.runs.len() - usize::from(has_decimals);
        if !are_groups(&self.runs[..groups], self.marks.get(..groups.saturating_sub(1)).unwrap_or_default()) {
            return None;
        }
        let behind = if has_decimals { self.runs.last().map_or(0, Vec::len) } else { 0 };
        Some(Digits { all: self.runs.concat(), behind })
    }
}

/// Groups of three with one kind of mark between them, or Indian ones of two before a last of three.
fn are_groups(runs: &[Vec<u8>], marks: &[char]) -> bool {
    let [first, middle @ .., last] = runs else { return true };
    let one_kind = marks.windows(2).all(|pair| pair[0] == pair[1]);
    let indian = marks.first() == Some(&',') && !middle.is_empty() && middle.iter().all(|run| run.len() == 2);
    let size = if indian { 2 } else { 3 };
    one_kind
        && (1..=size).contains(&first.len())
        && first.first() != Some(&0)
        && last.len() == 3
        && middle.iter().all(|run| run.len() == size)
}

/// Runs of digits and the marks between them.
fn runs(letters: &[char]) -> Result<(Vec<Vec<u8>>, Vec<char>), NumberFault> {
    let (mut runs, mut marks, mut run) = (Vec::new(), Vec::new(), Vec::new());
    for (at, &letter) in letters.iter().enumerate() {
        if let Some(digit) = letter.to_digit(10) {
            run.push(u8::try_from(digit).unwrap_or(0));
        } else if matches!(letter, '.' | ',' | '\'' | '_' | ' ') && (!run.is_empty() || at == 0) {
            runs.push(std::mem::take(&mut run));
            marks.push(letter);
        } else {
            return Err(NumberFault::NotANumber);
        }
    }
    runs.push(run);
    Ok((runs, marks))
}

fn scaled(digits: &Digits, power: u8, decimals: u8) -> Result<i64, NumberFault> {
    let mut all = digits.all.as_slice();
    let mut shift = i64::from(power) + i64::from(decimals) - i64::try_from(digits.behind).unwrap_or(i64::MAX);
    // Noughts at the end of the decimals say nothing and are no fault.
    while shift < 0 {
        match all.split_last() {
            Some((0, rest)) => {
                all = rest;
                shift += 1;
            }
            Some(_) => return Err(NumberFault::TooManyDecimals),
            None => return Ok(0),
        }
    }
    let mut value: i64 = 0;
    let noughts = usize::try_from(shift).unwrap_or(0);
    for digit in all.iter().copied().chain(std::iter::repeat_n(0, noughts)) {
        let next = value.checked_mul(10).and_then(|tens| tens.checked_add(i64::from(digit)));
        value = next.ok_or(NumberFault::TooLarge)?;
    }
    Ok(value)
}

// What stands around the digits

/// What stands before the digits.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // each is a sign that may stand there
struct Before {
    paren: bool,
    minus: bool,
    plus: bool,
    currency: bool,
}

impl Before {
    fn of(mut letters: &[char]) -> Result<Before, NumberFault> {
        let mut before = Before::default();
        while let Some((letter, rest)) = letters.split_first() {
            let length = currency_length(letters);
            letters = rest;
            match letter {
                ' ' => {}
                '(' if !before.paren => before.paren = true,
                '-' if !before.minus => before.minus = true,
                '+' if !before.plus => before.plus = true,
                _ if length > 0 => {
                    before.currency = true;
                    letters = &rest[length - 1..];
                }
                _ => return Err(NumberFault::NotANumber),
            }
        }
        Ok(before)
    }
}

/// What stands behind the digits.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // each is a sign that may stand there
struct After {
    paren: bool,
    minus: bool,
    credit: bool,
    debit: bool,
    percent: bool,
    currency: bool,
    ends_whole: bool,
    power: Option<u8>,
    /// A letter for a multiplier that stands apart may be a unit: `5 m`.
    detached: bool,
}

impl After {
    fn of(mut letters: &[char]) -> Result<After, NumberFault> {
        let mut after = After::default();
        // 12,- and 12.-- have no cents; 5. is whole.
        if let [mark @ ('.' | ','), rest @ ..] = letters {
            let dashes = rest.iter().take_while(|letter| **letter == '-').count();
            match (mark, dashes) {
                (',', 1..=2) => after.ends_whole = true,
                ('.', 0..=2) => {}
                _ => return Err(NumberFault::NotANumber),
            }
            letters = &rest[dashes..];
        }
        let mut apart = false;
        while let Some((letter, rest)) = letters.split_first() {
            let length = currency_length(letters);
            let multiplier = multiplier(letters);
            letters = rest;
            match letter {
                ' ' => apart = true,
                ')' if !after.paren => after.paren = true,
                '-' if !after.minus => after.minus = true,
                '%' | '‰' => after.percent = true,
                _ if length > 0 && !after.currency => {
                    after.currency = true;
                    letters = &rest[length - 1..];
                }
                'C' | 'D' if matches!(rest, ['R'] | ['R', ')' | ' ', ..]) => {
                    (after.credit, after.debit) = (*letter == 'C', *letter == 'D');
                    letters = &rest[1..];
                }
                _ => {
                    let (length, power) = multiplier.ok_or(NumberFault::NotANumber)?;
                    if after.power.is_some() || after.currency {
                        return Err(NumberFault::NotANumber);
                    }
                    after.detached = apart && length == 1 && matches!(letter, 'm' | 'M' | 'w' | 'W' | 'b' | 'B');
                    after.power = Some(power);
                    letters = &rest[length - 1..];
                }
            }
        }
        Ok(after)
    }
}

/// Words that multiply, the longer ones first, with the noughts that they add.
const MULTIPLIERS: [(&str, u8); 30] = [
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("crore", 7),
    ("lakh", 5),
    ("mio.", 6),
    ("mrd.", 9),
    ("tsd.", 3),
    ("mio", 6),
    ("mrd", 9),
    ("tsd", 3),
    ("万亿", 12),
    ("百万", 6),
    ("千万", 7),
    ("百萬", 6),
    ("千萬", 7),
    ("bn", 9),
    ("mn", 6),
    ("亿", 8),
    ("億", 8),
    ("万", 4),
    ("萬", 4),
    ("千", 3),
    ("百", 2),
    ("k", 3),
    ("w", 4),
    ("m", 6),
    ("b", 9),
    ("t€", 3),
    ("teur", 3),
];

/// The length and the noughts of a multiplier that a text begins with.
fn multiplier(letters: &[char]) -> Option<(usize, u8)> {
    MULTIPLIERS.into_iter().find_map(|(word, power)| {
        let length = word.chars().count();
        let same = letters.len() >= length
            && word.chars().zip(letters).all(|(wanted, letter)| wanted == letter.to_ascii_lowercase());
        // A letter counts only where no other follows it, except for the currency: 12 kEUR.
        let rest = letters.get(length..).unwrap_or_default();
        let ends = !word.is_ascii()
            || rest.first().is_none_or(|next| !next.is_ascii_alphabetic())
            || currency_length(rest) > 0;
        (same && ends).then_some((length, power))
    })
}

/// Names of currencies beside signs and codes.
const NAMES: [&str; 27] = [
    "人民币",
    "新台币",
    "台币",
    "美元",
    "美金",
    "欧元",
    "英镑",
    "日元",
    "港币",
    "港元",
    "euros",
    "euro",
    "eur",
    "usd",
    "gbp",
    "rmb",
    "cny",
    "jpy",
    "hkd",
    "chf",
    "zł",
    "kč",
    "ft",
    "元整",
    "rs.",
    "dollars",
    "pounds",
];

/// The length of a currency's sign, code or name that a text begins with; 0 where it does not.
fn currency_length(letters: &[char]) -> usize {
    let is_word = |length: usize| letters.get(length).is_none_or(|next| !next.is_alphabetic());
    let capitals = letters.iter().take_while(|letter| letter.is_ascii_uppercase()).count();
    let name = NAMES.into_iter().find_map(|name| {
        let length = name.chars().count();
        let same = letters.len() >= length
            && name.chars().zip(letters).all(|(wanted, letter)| letter.to_lowercase().eq(wanted.to_lowercase()));
        (same && (!name.is_ascii() || is_word(length))).then_some(length)
    });
    match letters.first() {
        Some(first) if is_currency(*first) => 1,
        // HK$, US$, R$
        Some(_) if (1..=2).contains(&capitals) && letters.get(capitals) == Some(&'$') => capitals + 1,
        Some(_) if name.is_some() => name.unwrap_or(0),
        Some(_) if capitals == 3 => {
            let code: String = letters[..3].iter().collect();
            // USD$ says it twice.
            let sign = usize::from(letters.get(3).is_some_and(|next| is_currency(*next)));
            if Currency::from_code(&code).is_some() { 3 + sign } else { 0 }
        }
        _ => 0,
    }
}

fn is_currency(letter: char) -> bool {
    matches!(letter, '$' | '£' | '¥' | '฿' | '元' | '圆' | '円' | '원' | '块' | '\u{20a0}'..='\u{20cf}')
}

/// A digit, sign or mark in the form that the rest of the code knows.
fn narrowed(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        '−' | '–' | '—' | '﹣' | '\u{2010}' | '\u{2011}' => '-',
        '’' | '‘' | '`' | '´' | '′' | 'ʼ' => '\'',
        '。' | '٫' => '.',
        '、' | '٬' => ',',
        '￥' => '¥',
        '﹩' => '$',
        // Arabic, Persian and Indian digits.
        '٠'..='٩' => shifted(letter, '٠'),
        '۰'..='۹' => shifted(letter, '۰'),
        '०'..='९' => shifted(letter, '०'),
        _ if letter.is_whitespace() => ' ',
        _ => letter,
    }
}

fn shifted(digit: char, nought: char) -> char {
    char::from_digit(digit as u32 - nought as u32, 10).unwrap_or(digit)
}

/// Marks for the direction of writing and for places to break, which are copied along with numbers.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

fn trimmed(mut letters: &[char]) -> &[char] {
    while let [' ', rest @ ..] | [rest @ .., ' '] = letters {
        letters = rest;
    }
    letters
}

/// Without what keeps spreadsheets from computing with a cell: `="1250"`, `'1250`.
fn unwrapped(letters: &[char]) -> &[char] {
    match letters {
        ['=', '"', inner @ .., '"'] | ['\'', inner @ ..] => trimmed(inner),
        _ => letters,
    }
}

/// Whether what stands before a mark leaves it to the digits behind it: `$.50`, but not `Rs.50`.
fn is_free(letters: &[char]) -> bool {
    letters.last().is_none_or(|letter| !letter.is_alphabetic())
}

/// A currency and a dash: accounting formats show nothing so.
fn is_dash_for_nothing(mut letters: &[char]) -> bool {
    let mut dashes = 0;
    while let Some((letter, rest)) = letters.split_first() {
        let length = currency_length(letters);
        letters = match letter {
            ' ' | '?' | '(' | ')' => rest,
            '-' => {
                dashes += 1;
                rest
            }
            _ if length > 0 => &letters[length..],
            _ => return false,
        };
    }
    dashes > 0
}

/// The currency that a sign or code in the text tells: `US$ 20`, `20 EUR`. A sign that the plan's own currency has is the
/// plan's; `None` where there is neither.
pub fn currency_in(text: &str, home: Currency) -> Option<Currency> {
    // The longer signs first: HK$ holds $.
    const SIGNS: [(&str, &str); 41] = [
        ("HK$", "HKD"),
        ("NT$", "TWD"),
        ("US$", "USD"),
        ("AU$", "AUD"),
        ("A$", "AUD"),
        ("CA$", "CAD"),
        ("C$", "CAD"),
        ("NZ$", "NZD"),
        ("R$", "BRL"),
        ("US $", "USD"),
        ("S$", "SGD"),
        ("新台币", "TWD"),
        ("台币", "TWD"),
        ("円", "JPY"),
        ("원", "KRW"),
        ("euro", "EUR"),
        ("Euro", "EUR"),
        ("zł", "PLN"),
        ("Kč", "CZK"),
        ("₹", "INR"),
        ("₽", "RUB"),
        ("₺", "TRY"),
        ("₫", "VND"),
        ("₱", "PHP"),
        ("₪", "ILS"),
        ("RMB", "CNY"),
        ("人民币", "CNY"),
        ("美元", "USD"),
        ("美金", "USD"),
        ("欧元", "EUR"),
        ("英镑", "GBP"),
        ("日元", "JPY"),
        ("港币", "HKD"),
        ("港元", "HKD"),
        ("€", "EUR"),
        ("£", "GBP"),
        ("₩", "KRW"),
        ("฿", "THB"),
        ("$", "USD"),
        ("¥", "CNY"),
        ("元", "CNY"),
    ];
    let text = text.replace('￥', "¥").replace('＄', "$");
    let code = text
        .split(|letter: char| !letter.is_ascii_uppercase())
        .filter(|word| word.len() == 3)
        .find_map(Currency::from_code);
    if code.is_some() {
        return code;
    }
    let (sign, code) = SIGNS.into_iter().find(|(sign, _)| text.contains(sign))?;
    let shared = match sign {
        "$" => home.code().ends_with('D') || home.code() == "MXN",
        "¥" => home.code() == "JPY",
        _ => false,
    };
    if shared { Some(home) } else { Currency::from_code(code) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, mark: DecimalMark) -> Result<Option<i64>, NumberFault> {
        Numbers { mark, plain: false }.cell(text, 2, 0).map(|read| read.map(|read| read.value))
    }
    const ANY: [DecimalMark; 3] = [DecimalMark::Point, DecimalMark::Comma, DecimalMark::Either];

    #[test]
    fn one_meaning_is_read_whatever_the_column_has() {
        for (text, value) in [
            ("0", 0),
            ("12000", 1_200_000),
            ("12 000", 1_200_000),
            ("1\u{a0}234\u{202f}567", 123_456_700),
            ("1'234", 123_400),
            ("1’234", 123_400),
            ("1_234", 123_400),
            ("９２２３", 922_300),
            ("1万", 1_000_000),
            ("3亿", 30_000_000_000),
            ("2w", 2_000_000),
            ("5k", 500_000),
            ("5 k€", 500_000),
            ("12 kEUR", 1_200_000),
            ("3 TEUR", 300_000),
            ("2 Mio. €", 200_000_000),
            ("5 Tsd. EUR", 500_000),
            ("2 lakh", 20_000_000),
            ("20元", 2_000),
            ("5.", 500),
            ("-3", -300),
            ("−3", -300),
            ("–3", -300),
            ("－３", -300),
            ("+7", 700),
            ("$5", 500),
            ("-$5", -500),
            ("$-5", -500),
            ("$ -5", -500),
            ("$ 5-", -500),
            ("5-", -500),
            ("5- €", -500),
            ("5 €-", -500),
            ("(5)", -500),
            ("$(5)", -500),
            ("($5)", -500),
            ("(5) €", -500),
            ("（5）", -500),
            ("HK$ 20", 2_000),
            ("R$ 20", 2_000),
            ("CNY 20", 2_000),
            ("20 CNY", 2_000),
            ("USD$20", 2_000),
            ("20 zł", 2_000),
            ("₹ 20", 2_000),
            ("12 MYR", 1_200),
            ("\u{200e}20\u{200f}", 2_000),
            ("=\"20\"", 2_000),
            ("'20", 2_000),
            ("٢٠", 2_000),
            ("5000 CR", -500_000),
            ("5000 DR", 500_000),
        ] {
            for mark in ANY {
                assert_eq!(read(text, mark), Ok(Some(value)), "{text:?} {mark:?}");
            }
        }
    }

    #[test]
    fn marks_are_read_by_the_column_or_refused() {
        use DecimalMark::{Comma, Either, Point};
        let ambiguous = Err(NumberFault::Ambiguous);
        for (text, point, comma, either) in [
            ("1.500", Ok(150), Ok(150_000), ambiguous),
            ("1,500", Ok(150_000), Ok(150), ambiguous),
            ("12.000", Ok(1_200), Ok(1_200_000), ambiguous),
            ("1.5", Ok(150), ambiguous, Ok(150)),
            ("1,5", ambiguous, Ok(150), Ok(150)),
            ("12.50", Ok(1_250), ambiguous, Ok(1_250)),
            ("12,50", ambiguous, Ok(1_250), Ok(1_250)),
            ("0.500", Ok(50), ambiguous, Ok(50)),
            ("0,500", ambiguous, Ok(50), Ok(50)),
            ("1234.560", Ok(123_456), ambiguous, Ok(123_456)),
            ("1.234.567", ambiguous, Ok(123_456_700), Ok(123_456_700)),
            ("1,234,567", Ok(123_456_700), ambiguous, Ok(123_456_700)),
            ("1,25,000", Ok(12_500_000), ambiguous, Ok(12_500_000)),
            ("₹ 12,34,567.50", Ok(123_456_750), ambiguous, Ok(123_456_750)),
            ("1.234,56", ambiguous, Ok(123_456), Ok(123_456)),
            ("1,234.56", Ok(123_456), ambiguous, Ok(123_456)),
            ("1 234,50 €", ambiguous, Ok(123_450), Ok(123_450)),
            ("1 234.50", Ok(123_450), ambiguous, Ok(123_450)),
            ("1'234.50", Ok(123_450), ambiguous, Ok(123_450)),
            ("1'234,50", ambiguous, Ok(123_450), Ok(123_450)),
            ("$(1,250.00)", Ok(-125_000), ambiguous, Ok(-125_000)),
            ("(1.250,00) €", ambiguous, Ok(-125_000), Ok(-125_000)),
            ("12.50-", Ok(-1_250), ambiguous, Ok(-1_250)),
            ("12,50-", ambiguous, Ok(-1_250), Ok(-1_250)),
            ("1.250,-", ambiguous, Ok(125_000), Ok(125_000)),
            ("12,- €", Ok(1_200), Ok(1_200), Ok(1_200)),
            (".5", Ok(50), ambiguous, Ok(50)),
            (",5", ambiguous, Ok(50), Ok(50)),
            ("1.2万", Ok(1_200_000), ambiguous, Ok(1_200_000)),
            ("1,2 Mio. €", ambiguous, Ok(120_000_000), Ok(120_000_000)),
            ("￥３，５００．５０", Ok(350_050), ambiguous, Ok(350_050)),
            ("1,234.56 CR", Ok(-123_456), ambiguous, Ok(-123_456)),
        ] {
            for (mark, wanted) in [(Point, point), (Comma, comma), (Either, either)] {
                assert_eq!(read(text, mark), wanted.map(Some), "{text:?} {mark:?}");
            }
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "abc",
            "¥",
            "12a",
            "12 x 3",
            "--3",
            "1,,000",
            "1,",
            "1..5",
            "1e5",
            "QTY 20",
            "20 PCS",
            "20 MIO X",
            "5 m",
            "5 m²",
            "(5",
            "5)",
            "-(5)",
            "(-5)",
            "-5-",
            "约20",
            "~20",
            "3/4",
            "10:30",
            "2027-03-01",
            "#N/A",
            "#REF!",
            "5 CR",
            "20 kr",
            "1  2",
            "1.5 Cr",
            "2 for 5",
            "$$ 5 5 $",
        ] {
            for mark in ANY {
                let found = read(text, mark);
                assert!(matches!(found, Err(NumberFault::NotANumber | NumberFault::Ambiguous)), "{text:?}: {found:?}");
            }
        }
        for text in ["1,234,56", "12 34", "01.03.2027", "1.2.3"] {
            assert_eq!(read(text, DecimalMark::Either), Err(NumberFault::Ambiguous), "{text:?}");
        }
        assert_eq!(read("40%", DecimalMark::Point), Err(NumberFault::Percent));
        assert_eq!(read("12,5 ％", DecimalMark::Comma), Err(NumberFault::Percent));
        assert_eq!(read("12.345", DecimalMark::Point), Err(NumberFault::TooManyDecimals));
        assert_eq!(read("9223372036854775808", DecimalMark::Point), Err(NumberFault::TooLarge));
        assert_eq!(read(&"9".repeat(5000), DecimalMark::Point), Err(NumberFault::NotANumber));
    }

    #[test]
    fn nothing_is_no_number_and_no_fault() {
        for text in [
            "",
            " ",
            "-",
            "—",
            "N/A",
            "n/a",
            "tbd",
            "TBD",
            "NaN",
            "undefined",
            "无",
            " $ -   ",
            "$-",
            "- €",
            "USD -",
            "$ -00",
            " $ -00 ",
            "$ (-)",
            "¥ -",
            "US$ -",
            "\u{a0}-\u{a0}€ ",
            "$ - ??",
        ] {
            for mark in ANY {
                assert_eq!(read(text, mark), Ok(None), "{text:?}");
            }
        }
    }

    #[test]
    fn a_workbook_has_plain_numbers() {
        let workbook = Numbers { mark: DecimalMark::Comma, plain: true };
        let read = |text: &str, decimals| workbook.cell(text, decimals, 0).map(|read| read.unwrap());
        assert_eq!(read("33.3333333333333", 4), Ok(Read { value: 333_333, rounded: true }));
        assert_eq!(read("1.500", 2), Ok(Read { value: 150, rounded: false }));
        assert_eq!(read("1.2E+3", 2), Ok(Read { value: 120_000, rounded: false }));
        assert_eq!(read("1.25E-1", 2), Ok(Read { value: 13, rounded: true }));
        assert_eq!(read("1E-9", 2), Ok(Read { value: 0, rounded: true }));
        assert_eq!(read("-1250.4999999999998", 2), Ok(Read { value: -125_050, rounded: true }));
        assert_eq!(read("99999999999999999999", 4), Err(NumberFault::TooLarge));
        assert_eq!(read("1E300", 4), Err(NumberFault::TooLarge));
        assert_eq!(read("0E300", 4), Ok(Read { value: 0, rounded: false }));
        // A text in a workbook is read as texts are.
        assert_eq!(read("1.234,56", 2), Ok(Read { value: 123_456, rounded: false }));
        let point = Numbers::default();
        assert_eq!(point.cell("1.5", 2, 4), Ok(Some(Read { value: 1_500_000, rounded: false })));
        assert_eq!(point.cell("1.5万", 2, 4), Ok(Some(Read { value: 1_500_000, rounded: false })));
    }

    #[test]
    fn column_file_and_delimiter_settle_the_mark() {
        use DecimalMark::{Comma, Either, Point};
        for (column, rest, delimiter, mark) in [
            // Three-digit groups between semicolons.
            (&["1.500", "2.750", "12.000"][..], &[][..], Some(b';'), Comma),
            (&["1.500", "950"], &[], Some(b';'), Comma),
            // The same between commas or tabs may be either.
            (&["1.500", "2.750"], &[], Some(b','), Either),
            (&["1.500"], &[], Some(b'\t'), Either),
            (&["1.500"], &[], None, Either),
            (&["1,500", "2,750"], &[], Some(b','), Point),
            (&["1,500"], &[], Some(b'\t'), Point),
            (&["1,500"], &[], Some(b';'), Either),
            (&["1,500", "2.750"], &[], Some(b','), Either),
            // One cell that can be only one thing.
            (&["1.500", "0.750"], &[], Some(b';'), Point),
            (&["1.500", "12,50"], &[], Some(b'\t'), Comma),
            (&["1.500", "1.234.567"], &[], Some(b','), Comma),
            (&["1,500", "12.5"], &[], Some(b';'), Point),
            (&["1.500", "12,-"], &[], Some(b'\t'), Comma),
            (&["12,5", "12.5"], &[], Some(b';'), Either),
            // Another column of the file.
            (&["1.500"], &["12,50"], Some(b'\t'), Comma),
            (&["1.500"], &["12.50"], Some(b'\t'), Point),
            (&["1,500"], &["12.50"], Some(b';'), Point),
            (&["100"], &["12,50"], Some(b';'), Comma),
            (&["100"], &[], Some(b';'), Point),
        ] {
            let column = MarkEvidence::of(column.iter().copied());
            let mut file = column;
            for cell in rest {
                file.add(cell);
            }
            assert_eq!(column.settle(file, delimiter), mark, "{column:?} {delimiter:?}");
        }
    }

    #[test]
    fn a_sign_that_the_plan_shares_is_the_plans() {
        let currency = |code| Currency::from_code(code).unwrap();
        assert_eq!(currency_in("¥1,800", Currency::CNY), Some(Currency::CNY));
        assert_eq!(currency_in("¥1,800", currency("JPY")), Some(currency("JPY")));
        assert_eq!(currency_in("$20", Currency::CNY), Some(currency("USD")));
        assert_eq!(currency_in("$20", currency("SGD")), Some(currency("SGD")));
        assert_eq!(currency_in("HK$20", Currency::CNY), Some(currency("HKD")));
        assert_eq!(currency_in("R$20", Currency::CNY), Some(currency("BRL")));
        assert_eq!(currency_in("20 EUR", Currency::CNY), Some(currency("EUR")));
        assert_eq!(currency_in("20", Currency::CNY), None);
    }

    /// A number as a country writes it, with two decimals or none.
    fn in_country(value: i64, decimals: bool, country: usize, dress: usize) -> String {
        let (group, mark) =
            [(",", "."), (".", ","), ("\u{a0}", ","), ("\u{202f}", ","), ("'", "."), ("’", "."), ("", "."), ("", ",")]
                [country % 8];
        let hundredths = value.unsigned_abs();
        let whole = (hundredths / 100).to_string();
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push_str(group);
            }
            grouped.push(digit);
        }
        if decimals {
            grouped = format!("{grouped}{mark}{:02}", hundredths % 100);
        }
        match (value < 0, dress % 4) {
            (false, 0) => grouped,
            (false, 1) => format!("€ {grouped}"),
            (false, _) => format!("{grouped} €"),
            (true, 0) => format!("-{grouped}"),
            (true, 1) => format!("({grouped}) €"),
            (true, 2) => format!("\u{2212}{grouped} €"),
            (true, _) => format!("{grouped}-"),
        }
    }

    proptest! {
        #[test]
        fn a_column_of_any_country_is_read_back_or_asked_about(
            values in proptest::collection::vec(-2_000_000_000_i64..2_000_000_000, 1..6),
            decimals: bool,
            country in 0_usize..8,
            dress in 0_usize..4,
            delimiter in proptest::option::of(proptest::sample::select(vec![b',', b';', b'\t'])),
        ) {
            let values: Vec<i64> = values.into_iter().map(|value| if decimals { value } else { value / 100 * 100 }).collect();
            let cells: Vec<String> = values.iter().map(|value| in_country(*value, decimals, country, dress)).collect();
            let evidence = MarkEvidence::of(cells.iter().map(String::as_str));
            let numbers = Numbers { mark: evidence.settle(evidence, delimiter), plain: false };
            for (value, cell) in values.iter().zip(&cells) {
                match numbers.cell(cell, 2, 0) {
                    Ok(read) => prop_assert_eq!(read.map_or(0, |read| read.value), *value, "{} {:?}", cell, numbers.mark),
                    Err(fault) => prop_assert_eq!(fault, NumberFault::Ambiguous, "{}", cell),
                }
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,30}", other in "[-0-9.,' ()€$kKmM万%+CRD]{0,20}", decimals in 0_u8..6, power in 0_u8..7) {
            for text in [text, other] {
                for mark in ANY {
                    for plain in [false, true] {
                        let _ = Numbers { mark, plain }.cell(&text, decimals, power);
                    }
                }
                let _ = MarkEvidence::of([text.as_str()].into_iter());
            }
        }

        #[test]
        fn what_is_written_plainly_is_read_plainly(value in -1_000_000_000_000_i64..1_000_000_000_000, decimals in 0_u8..5) {
            let numbers = Numbers { mark: DecimalMark::Point, plain: true };
            let read = numbers.cell(&written(value, decimals), decimals, 0);
            prop_assert_eq!(read, Ok(Some(Read { value, rounded: false })));
        }
    }
}

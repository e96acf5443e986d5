//! Names of months and weekdays in English, German, French, Spanish, Italian, Portuguese and Dutch; months also in Greek and
//! Vietnamese.

use chrono::Weekday;

pub(super) const WEEKDAYS: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// English names of months.
pub(in crate::import) const ENGLISH_MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Months in other languages, without their accents, Greek ones in Latin script. Abbreviations of three letters or more are
/// recognised.
const OTHER_MONTHS: [(&str, u32); 86] = [
    ("januar", 1),
    ("janner", 1),
    ("jaenner", 1),
    ("janvier", 1),
    ("enero", 1),
    ("gennaio", 1),
    ("janeiro", 1),
    ("januari", 1),
    ("februar", 2),
    ("fevrier", 2),
    ("febrero", 2),
    ("febbraio", 2),
    ("fevereiro", 2),
    ("februari", 2),
    ("marz", 3),
    ("maerz", 3),
    ("mrz", 3),
    ("mars", 3),
    ("marzo", 3),
    ("marco", 3),
    ("maart", 3),
    ("mrt", 3),
    ("avril", 4),
    ("abril", 4),
    ("aprile", 4),
    ("mai", 5),
    ("mayo", 5),
    ("maggio", 5),
    ("maio", 5),
    ("mei", 5),
    ("juni", 6),
    ("juin", 6),
    ("junio", 6),
    ("giugno", 6),
    ("junho", 6),
    ("juli", 7),
    ("juillet", 7),
    ("julio", 7),
    ("luglio", 7),
    ("julho", 7),
    ("aout", 8),
    ("agosto", 8),
    ("augustus", 8),
    ("septembre", 9),
    ("septiembre", 9),
    ("setiembre", 9),
    ("settembre", 9),
    ("setembro", 9),
    ("oktober", 10),
    ("octobre", 10),
    ("octubre", 10),
    ("ottobre", 10),
    ("outubro", 10),
    ("novembre", 11),
    ("noviembre", 11),
    ("novembro", 11),
    ("dezember", 12),
    ("decembre", 12),
    ("diciembre", 12),
    ("dicembre", 12),
    ("dezembro", 12),
    ("desember", 12),
    ("ianouarios", 1),
    ("ianouariou", 1),
    ("fevrouarios", 2),
    ("fevrouariou", 2),
    ("martios", 3),
    ("martiou", 3),
    ("aprilios", 4),
    ("apriliou", 4),
    ("maios", 5),
    ("maiou", 5),
    ("iounios", 6),
    ("iouniou", 6),
    ("ioulios", 7),
    ("iouliou", 7),
    ("augoustos", 8),
    ("augoustou", 8),
    ("septemvrios", 9),
    ("septemvriou", 9),
    ("oktovrios", 10),
    ("oktovriou", 10),
    ("noemvrios", 11),
    ("noemvriou", 11),
    ("dekemvrios", 12),
    ("dekemvriou", 12),
];

/// The numbers by which Vietnamese names months, without their accents: tháng Sáu is the sixth. The first month and the last
/// have names as well.
const VIETNAMESE_NUMBERS: [(&str, u32); 15] = [
    ("muoi mot", 11),
    ("muoi hai", 12),
    ("muoi", 10),
    ("mot", 1),
    ("gieng", 1),
    ("hai", 2),
    ("ba", 3),
    ("tu", 4),
    ("bon", 4),
    ("nam", 5),
    ("sau", 6),
    ("bay", 7),
    ("tam", 8),
    ("chin", 9),
    ("chap", 12),
];

/// Days of the week; abbreviations of three letters or more are recognised.
const WEEKDAY_NAMES: [(&str, usize); 34] = [
    ("monday", 0),
    ("tuesday", 1),
    ("wednesday", 2),
    ("weds", 2),
    ("thursday", 3),
    ("friday", 4),
    ("saturday", 5),
    ("sunday", 6),
    ("montag", 0),
    ("dienstag", 1),
    ("mittwoch", 2),
    ("donnerstag", 3),
    ("freitag", 4),
    ("samstag", 5),
    ("sonnabend", 5),
    ("sonntag", 6),
    ("lundi", 0),
    ("mardi", 1),
    ("mercredi", 2),
    ("jeudi", 3),
    ("vendredi", 4),
    ("samedi", 5),
    ("dimanche", 6),
    ("lunes", 0),
    ("martes", 1),
    ("miercoles", 2),
    ("jueves", 3),
    ("viernes", 4),
    ("sabado", 5),
    ("domingo", 6),
    ("martedi", 1),
    ("giovedi", 3),
    ("venerdi", 4),
    ("domenica", 6),
];

/// Days of the week in two letters, as German tables have them.
const SHORT_WEEKDAY_NAMES: [(&str, usize); 7] =
    [("mo", 0), ("di", 1), ("mi", 2), ("do", 3), ("fr", 4), ("sa", 5), ("so", 6)];

/// A month by its name, and whether English has that name.
pub(in crate::import) fn month(name: &str) -> Option<(u32, bool)> {
    // English words that begin months elsewhere.
    if name.len() < 3 || matches!(name, "set" | "out") {
        return None;
    }
    let english = ENGLISH_MONTHS.iter().position(|full| full.starts_with(name));
    if let Some(at) = english {
        return Some((u32::try_from(at).unwrap_or(0) + 1, true));
    }
    let mut found = OTHER_MONTHS.iter().filter(|(full, _)| full.starts_with(name)).map(|(_, month)| *month);
    let first = found.next()?;
    // "jui" abbreviates two of them.
    found.all(|month| month == first).then_some((first, false))
}

/// The month whose number a text begins with, in words or digits, as after "tháng" or "thg", and how many characters that
/// number takes.
pub(super) fn vietnamese_month(letters: &[char]) -> Option<(u32, usize)> {
    let is_end = |at: usize| letters.get(at).is_none_or(|next| !next.is_ascii_alphanumeric());
    let digits = letters.iter().take_while(|letter| letter.is_ascii_digit()).count();
    if (1..=2).contains(&digits) {
        let month: u32 = letters[..digits].iter().collect::<String>().parse().ok()?;
        return (1..=12).contains(&month).then_some((month, digits));
    }
    let named = VIETNAMESE_NUMBERS.iter().find(|(name, _)| {
        name.chars().count() <= letters.len()
            && name.chars().eq(letters[..name.len()].iter().copied())
            && is_end(name.len())
    });
    named.map(|(name, month)| (*month, name.len()))
}

/// A weekday by its name.
pub(super) fn weekday(name: &str) -> Option<Weekday> {
    let short = SHORT_WEEKDAY_NAMES.iter().find(|(short, _)| *short == name);
    let full = || WEEKDAY_NAMES.iter().find(|(full, _)| name.len() >= 3 && full.starts_with(name));
    short.or_else(full).map(|(_, at)| WEEKDAYS[*at])
}

//! Converts cell references such as `C7` to column and row, and back.

/// The column index of column letters: `A` is 0, `AA` is 26.
pub(super) fn column(letters: &str) -> Option<usize> {
    let number = letters.bytes().try_fold(0usize, |sum, letter| {
        let letter = letter.is_ascii_alphabetic().then(|| letter.to_ascii_uppercase() - b'A')?;
        sum.checked_mul(26)?.checked_add(usize::from(letter) + 1)
    })?;
    number.checked_sub(1)
}

/// Column (from 0) and row (from 1) of a reference such as `C7` or `$C$7`.
pub(super) fn parse(text: &str) -> Option<(usize, usize)> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let row = text[letters..].strip_prefix('$').unwrap_or(&text[letters..]);
    Some((column(&text[..letters])?, row.parse().ok()?))
}

/// The reference of a column (from 0) and a row (from 1).
pub(in crate::import) fn format(column: usize, row: usize) -> String {
    let (mut letters, mut remaining) = (Vec::new(), column + 1);
    while remaining > 0 {
        letters.push(b'A' + u8::try_from((remaining - 1) % 26).unwrap_or(0));
        remaining = (remaining - 1) / 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).chain(row.to_string().chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_survive_a_round_trip() {
        for (text, place) in [("A1", (0, 1)), ("Z9", (25, 9)), ("AA10", (26, 10)), ("XFD1048576", (16_383, 1_048_576))]
        {
            assert_eq!(parse(text), Some(place));
            assert_eq!(format(place.0, place.1), text);
        }
        assert_eq!(parse("$B$2"), Some((1, 2)));
        for text in ["", "7", "A", "1A", "AAAAAAAAAAAAAAAAAAAA1", "A-1"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}

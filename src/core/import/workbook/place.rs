//! Places of cells as spreadsheets write them: `C7`.

/// The column of letters, from 0: `A` is 0, `AA` is 26.
pub(super) fn column(letters: &str) -> Option<usize> {
    let number = letters.bytes().try_fold(0usize, |sum, letter| {
        let letter = letter.is_ascii_alphabetic().then(|| letter.to_ascii_uppercase() - b'A')?;
        sum.checked_mul(26)?.checked_add(usize::from(letter) + 1)
    })?;
    number.checked_sub(1)
}

/// Column from 0 and row from 1 of a place such as `C7` or `$C$7`.
pub(super) fn read(text: &str) -> Option<(usize, usize)> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let row = text[letters..].strip_prefix('$').unwrap_or(&text[letters..]);
    Some((column(&text[..letters])?, row.parse().ok()?))
}

/// A place in letters and digits, of a column from 0 and a row from 1.
pub(super) fn named(column: usize, row: usize) -> String {
    let (mut letters, mut rest) = (Vec::new(), column + 1);
    while rest > 0 {
        letters.push(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).chain(row.to_string().chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_they_are_written() {
        for (text, place) in [("A1", (0, 1)), ("Z9", (25, 9)), ("AA10", (26, 10)), ("XFD1048576", (16_383, 1_048_576))]
        {
            assert_eq!(read(text), Some(place));
            assert_eq!(named(place.0, place.1), text);
        }
        assert_eq!(read("$B$2"), Some((1, 2)));
        for text in ["", "7", "A", "1A", "AAAAAAAAAAAAAAAAAAAA1", "A-1"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

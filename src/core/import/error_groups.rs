//! Errors of a foreign table, with those merged that one setting resolves.
//!
//! ```
//! use groundswell_core::import::error_groups::grouped;
//! // Two errors wait for the setting of column 3.
//! let errors = [("1,234", Some(3)), ("abc", None), ("5,678", Some(3))];
//! let (listed, groups) = grouped(&errors, |error| error.1, 50);
//! assert_eq!(listed.iter().map(|(error, count)| (error.0, *count)).collect::<Vec<_>>(), [("1,234", 2), ("abc", 1)]);
//! assert_eq!(groups, 2);
//! ```

/// The first `most` errors, those with the same `setting` merged into their first, each with its count; and how many there
/// are after merging.
pub fn grouped<T, S: PartialEq>(
    errors: &[T],
    setting: impl Fn(&T) -> Option<S>,
    most: usize,
) -> (Vec<(&T, usize)>, usize) {
    let mut groups = 0;
    let mut listed: Vec<(&T, usize)> = Vec::new();
    // Settings with the place of their first error, which may be beyond the list.
    let mut settings: Vec<(S, usize)> = Vec::new();
    for error in errors {
        if let Some(setting) = setting(error) {
            if let Some((_, at)) = settings.iter().find(|(known, _)| *known == setting) {
                if let Some((_, count)) = listed.get_mut(*at) {
                    *count += 1;
                }
                continue;
            }
            settings.push((setting, groups));
        }
        groups += 1;
        if listed.len() < most {
            listed.push((error, 1));
        }
    }
    (listed, groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_beyond_the_list_are_counted_once_a_setting() {
        let errors = [Some(1), None, None, Some(2), Some(1), Some(2), None];
        let (listed, groups) = grouped(&errors, |error| *error, 3);
        assert_eq!(
            listed.iter().map(|(error, count)| (**error, *count)).collect::<Vec<_>>(),
            [(Some(1), 2), (None, 1), (None, 1)]
        );
        assert_eq!(groups, 5, "the list, the second setting, and the last error");
    }
}

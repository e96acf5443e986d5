//! Names in a few letters, for places too narrow for more.

/// A name in one to four letters that are not taken: the initials of several words, the first letters of one word, the
/// first characters of a Chinese name.
///
/// ```
/// use groundswell_core::text::short_name::short_name;
/// assert_eq!(short_name("WeChat Official Account", |_| false), "WOA");
/// assert_eq!(short_name("Douyin", |short| short == "Dou"), "Douy");
/// ```
pub fn short_name(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    // What is in brackets explains the name.
    let plain = name.split(['(', '（']).next().filter(|plain| !plain.trim().is_empty()).unwrap_or(name);
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let letters: Vec<char> = words.concat().chars().collect();
    let first = |n: usize| letters.iter().take(n).collect::<String>();
    let is_chinese = letters.first().is_some_and(|first| ('\u{2e80}'..='\u{9fff}').contains(first));
    let initials =
        || words.iter().take(3).filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect();
    let candidates: Vec<String> = if is_chinese {
        let ends = letters.first().into_iter().chain(letters.last()).collect();
        vec![first(2), ends, first(3), first(4)]
    } else if words.len() > 1 {
        vec![initials(), first(3), first(4)]
    } else {
        vec![first(3), first(4)]
    };
    let free = candidates.iter().find(|short| !short.is_empty() && !is_taken(short)).cloned();
    let numbered =
        || (2..=u32::MAX).map(|n| first(2) + &n.to_string()).find(|short| !is_taken(short)).unwrap_or_default();
    free.unwrap_or_else(numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short_names(names: &[&str]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for name in names {
            let short = short_name(name, |short| found.iter().any(|other| other == short));
            found.push(short);
        }
        found
    }

    #[test]
    fn short_names_are_initials_or_the_first_letters() {
        let names = ["WeChat Official Account", "Xiaohongshu (RED)", "Douyin", "Everyday creators (KOC)", "X"];
        assert_eq!(short_names(&names), ["WOA", "Xia", "Dou", "EC", "X"]);
        assert_eq!(short_names(&["微信公众号", "微信群", "小红书", "抖音"]), ["微信", "微群", "小红", "抖音"]);
    }

    #[test]
    fn no_two_channels_share_a_short_name() {
        assert_eq!(short_names(&["Douyin", "Douyin", "Douyin", "Douyin"]), ["Dou", "Douy", "Do2", "Do3"]);
        assert_eq!(short_names(&["…", "(x)", ""]), ["2", "x", "3"]);
    }
}

//! Which field a place in a file belongs to.
//!
//! The reader of the typed plan says where it stopped as line and column only. A reader that carries the path along
//! would make its code, once for each type of the plan, more than half again as large; walking the text once more
//! costs something only where a file is wrong.

/// The path of the value that stands just before `end` (in bytes): `plan.budget.lines[3].quantity`.
pub fn path_before(text: &str, end: usize) -> String {
    let mut open: Vec<Container> = Vec::new();
    let bytes = &text.as_bytes()[..end.min(text.len())];
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' => open.push(Container::Object { key: String::new(), names: true }),
            b'[' => open.push(Container::Array { index: 0 }),
            b'}' | b']' => {
                open.pop();
            }
            b',' => match open.last_mut() {
                Some(Container::Object { names, .. }) => *names = true,
                Some(Container::Array { index }) => *index += 1,
                None => {}
            },
            b':' => {
                if let Some(Container::Object { names, .. }) = open.last_mut() {
                    *names = false;
                }
            }
            b'"' => {
                let start = at + 1;
                at = start;
                while at < bytes.len() && bytes[at] != b'"' {
                    // What a backslash escapes cannot end the string.
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                if let Some(Container::Object { key, names: true }) = open.last_mut() {
                    text.get(start..at.min(bytes.len())).unwrap_or_default().clone_into(key);
                }
            }
            _ => {}
        }
        at += 1;
    }
    let mut path = String::new();
    for container in &open {
        match container {
            Container::Object { key, .. } if key.is_empty() => {}
            Container::Object { key, .. } => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            Container::Array { index } => {
                path.push('[');
                path.push_str(&index.to_string());
                path.push(']');
            }
        }
    }
    path
}

/// What the walk stands in: an object at a key, which it may still be reading, or an array at an index.
enum Container {
    Object { key: String, names: bool },
    Array { index: usize },
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        r#"{"plan":{"name":"a \"quoted, [one]\"","lines":[{"quantity":1},{"quantity":"x","note":"中"}]},"last":2}"#;

    fn after(what: &str) -> String {
        path_before(TEXT, TEXT.find(what).unwrap() + what.len())
    }

    #[test]
    fn the_path_leads_to_the_value_just_read() {
        assert_eq!(after(r#"[one]\"""#), "plan.name");
        assert_eq!(after(r#""quantity":"x""#), "plan.lines[1].quantity");
        assert_eq!(after("中\""), "plan.lines[1].note");
        assert_eq!(after(r#""quantity":1}"#), "plan.lines[0]");
        assert_eq!(after("}]"), "plan.lines");
        assert_eq!(after(r#""last""#), "last");
        assert_eq!(path_before(TEXT, 0), "");
    }
}

//! The path of the field at a position in a file.
//!
//! serde reports an error's line and column only. A deserializer that tracks the path would make the generated code, for
//! each type of the plan, more than 50 % larger; scanning the text once more costs time only if a file is invalid.

/// The path of the value just before the byte offset `end`: `plan.budget.lines[3].quantity`.
pub fn path_before(text: &str, end: usize) -> String {
    let mut open: Vec<Container> = Vec::new();
    let bytes = &text.as_bytes()[..end.min(text.len())];
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' => open.push(Container::Object { key: String::new(), is_key: true }),
            b'[' => open.push(Container::Array { index: 0 }),
            b'}' | b']' => {
                open.pop();
            }
            b',' => match open.last_mut() {
                Some(Container::Object { is_key, .. }) => *is_key = true,
                Some(Container::Array { index }) => *index += 1,
                None => {}
            },
            b':' => {
                if let Some(Container::Object { is_key, .. }) = open.last_mut() {
                    *is_key = false;
                }
            }
            b'"' => {
                let start = at + 1;
                at = start;
                while at < bytes.len() && bytes[at] != b'"' {
                    // An escaped character cannot end the string.
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                if let Some(Container::Object { key, is_key: true }) = open.last_mut() {
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

/// An open container: an object at a key (`is_key`: the key comes next or is being read), or an array at an index.
enum Container {
    Object { key: String, is_key: bool },
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

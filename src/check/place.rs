//! Places in a payload as people write them: `error.code`, `errors[0].type`, `["a.b"]`.

use crate::model::Value;

/// The value at a place.
pub(super) fn value<'a>(data: &'a Value, written: &str) -> Option<&'a Value> {
    let mut value = data;
    let mut rest = written.trim();
    while !rest.is_empty() {
        if let Some(bracket) = rest.strip_prefix('[') {
            let (inside, after) = match bracket.chars().next()? {
                quote @ ('"' | '\'') => bracket[1..].split_once(&format!("{quote}]"))?,
                _ => bracket.split_once(']')?,
            };
            let is_index = !bracket.starts_with(['"', '\'']);
            value = match value {
                Value::Array(items) if is_index => items.get(inside.parse::<usize>().ok()?)?,
                object => object.get(inside)?,
            };
            rest = after;
        } else {
            let name = rest.strip_prefix('.').unwrap_or(rest);
            let end = name.find(['.', '[']).unwrap_or(name.len());
            value = value.get(&name[..end])?;
            rest = &name[end..];
        }
    }
    Some(value)
}

/// A JSON pointer as people write it.
pub(super) fn written(pointer: &str) -> String {
    let mut out = String::new();
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        if step.bytes().all(|b| b.is_ascii_digit()) {
            out.push_str(&format!("[{step}]"));
        } else if step.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') {
            if !out.is_empty() {
                out.push('.');
            }
            out.push_str(&step);
        } else {
            out.push_str(&format!("[\"{step}\"]"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let data: Value = serde_json::from_str(r#"{"error": {"code": 1, "a.b": [{"c": 2}]}, "x": []}"#).expect("this is JSON");
        for (place, pointer) in [("error.code", "/error/code"), ("error[\"a.b\"][0].c", "/error/a.b/0/c")] {
            assert!(value(&data, place).is_some(), "{place}");
            assert_eq!(written(pointer), place);
        }
        for place in ["code", "error.code.x", "x[0]", "error[", "error[\"a"] {
            assert!(value(&data, place).is_none(), "{place}");
        }
    }
}

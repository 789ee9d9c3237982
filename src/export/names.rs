//! Codes → names of constants: valid and unique in every language, and the same after other errors come or go.

use std::collections::HashMap;

use crate::catalog::{Catalog, EntryId};

/// How words are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `KEY_NOT_FOUND`
    Screaming,
    /// `KeyNotFound`
    Pascal,
}

/// Names that the files use for something else. No language has a keyword in these cases, but what is defined beside the constants, and what
/// every class of a language has. No name at all is none either.
const TAKEN: [&str; 20] = [
    "",
    "ALL",
    "All",
    "Equals",
    "ErrorCode",
    "Errors",
    "Finalize",
    "Find",
    "GetHashCode",
    "GetType",
    "MemberwiseClone",
    "Problem",
    "ProblemDetails",
    "ReferenceEquals",
    "Retry",
    "RetryAfter",
    "RetryNever",
    "RetrySafe",
    "RetryWithChanges",
    "ToString",
];

/// The name of each entry, in their order.
///
/// A name comes from the code alone, in a namespace from that and the code. Where two are the same then, both come from the paths; where they
/// still are (`a-b`, `a_b`), both carry a hash of their path. So a name never means another error than it did.
pub(super) fn names(catalog: &Catalog, entries: &[EntryId], case: Case) -> Vec<String> {
    let name = |id: EntryId, level: u8| {
        let entry = &catalog[id];
        let code = &entry.definition().code;
        let text = match level {
            0 => format!("{} {code}", catalog.index.namespace(&entry.source.folder)),
            1 => entry.path.clone(),
            _ => format!("{} {}", entry.path, &blake3::hash(entry.path.as_bytes()).to_hex()[..8]),
        };
        joined(&words(&text), case)
    };
    // The words of a code of other letters than these are in its path.
    let has_words = |id: EntryId| !words(&catalog[id].definition().code).is_empty();
    let mut levels: Vec<u8> = entries.iter().map(|id| u8::from(!has_words(*id))).collect();
    loop {
        let names: Vec<String> = entries.iter().zip(&levels).map(|(id, level)| name(*id, *level)).collect();
        let mut uses: HashMap<&str, usize> = TAKEN.iter().map(|name| (*name, 1)).collect();
        for name in &names {
            *uses.entry(name).or_default() += 1;
        }
        let mut is_done = true;
        for (level, name) in levels.iter_mut().zip(&names) {
            if uses[name.as_str()] > 1 && *level < 2 {
                *level += 1;
                is_done = false;
            }
        }
        if is_done {
            return names;
        }
    }
}

/// The words of a text: `InvalidARNFault` has three, `err:a:key_not_found` five. Other letters than those of ASCII stand between words.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for part in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
        let letters: Vec<char> = part.chars().collect();
        let mut word = String::new();
        for (at, &c) in letters.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| letters[before]);
            let starts = c.is_ascii_uppercase()
                && before.is_some_and(|before| {
                    !before.is_ascii_uppercase() || letters.get(at + 1).is_some_and(char::is_ascii_lowercase)
                })
                // `E0308A` is one word.
                && letters.iter().any(char::is_ascii_lowercase);
            if starts {
                words.push(std::mem::take(&mut word));
            }
            word.push(c);
        }
        words.push(word);
    }
    words
}

fn joined(words: &[String], case: Case) -> String {
    let starts_with_digit = words.first().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let words = starts_with_digit.then_some("error").into_iter().chain(words.iter().map(String::as_str));
    match case {
        Case::Screaming => words.map(str::to_ascii_uppercase).collect::<Vec<_>>().join("_"),
        Case::Pascal => words.fold(String::new(), |mut name, word| {
            // `1.2` is not `12`.
            if name.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit()) {
                name.push('_');
            }
            let is_shouted =
                !word.contains(|c: char| c.is_ascii_lowercase()) && word.len() > 3 && !word.contains(|c: char| c.is_ascii_digit());
            let (first, rest) = word.split_at(1);
            name.push_str(&first.to_ascii_uppercase());
            name.push_str(&if is_shouted { rest.to_ascii_lowercase() } else { rest.to_owned() });
            name
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::site;

    #[test]
    fn codes_become_words() {
        for (code, screaming, pascal) in [
            ("err:unkey:data:key_not_found", "ERR_UNKEY_DATA_KEY_NOT_FOUND", "ErrUnkeyDataKeyNotFound"),
            ("E0308", "E0308", "E0308"),
            ("404", "ERROR_404", "Error404"),
            ("InvalidARNFault", "INVALID_ARN_FAULT", "InvalidARNFault"),
            ("ORA-01033", "ORA_01033", "ORA01033"),
            ("1.2", "ERROR_1_2", "Error1_2"),
            ("RESOURCE_EXHAUSTED", "RESOURCE_EXHAUSTED", "ResourceExhausted"),
            ("größe", "GR_E", "GrE"),
            ("class", "CLASS", "Class"),
            ("ошибка", "", ""),
        ] {
            let words = words(code);
            assert_eq!((joined(&words, Case::Screaming).as_str(), joined(&words, Case::Pascal).as_str()), (screaming, pascal), "{code}");
        }
    }

    #[test]
    fn no_two_are_the_same() {
        let site = site(&[
            ("errors/s3/_category.yaml", "{title: S3, namespace: true}"),
            ("errors/s3/a.yaml", "{code: AccessDenied, title: T, summary: S}"),
            ("errors/iam/_category.yaml", "{title: IAM, namespace: true}"),
            ("errors/iam/a.yaml", "{code: AccessDenied, title: T, summary: S}"),
            ("errors/x/1.yaml", "{code: a-b, title: T, summary: S}"),
            ("errors/x/2.yaml", "{code: a_b, title: T, summary: S}"),
            ("errors/x/3.yaml", "{code: All, title: T, summary: S}"),
            ("errors/x/4.yaml", "{code: ошибка, slug: fault, title: T, summary: S}"),
            ("errors/~.yaml", "{code: '~', title: T, summary: S}"),
        ]);
        let all: Vec<EntryId> = site.catalog.ids().map(|(id, _)| id).collect();
        let names = names(&site.catalog, &all, Case::Screaming);
        let expect = ["IAM_ACCESS_DENIED", "S3_ACCESS_DENIED", "X_ALL", "X_A_B_3EBF2928", "X_A_B_DBC6F6BE", "X_FAULT", "ERROR_93486F02"];
        assert_eq!(names, expect);
    }
}

use super::needs;
use crate::markdown::highlight::contexts;
use crate::markdown::highlight::needs::{ANY, Bytes, Needs, OTHER, byte};
use syntect::parsing::{Regex, Region};

fn set(text: &str) -> Bytes {
    text.bytes().fold(0, |set, here| set | byte(here))
}

/// Where Oniguruma finds the expression, there its needs must be met.
#[track_caller]
fn check(regex: &Regex, needs: &Needs, text: &str) {
    let mut region = Region::new();
    let found = regex.search(text, 0, text.len(), Some(&mut region)).then(|| region.pos(0)).flatten();
    if let Some(all) = needs.find(text.as_bytes())
        && set(text) & OTHER == 0
    {
        assert_eq!(all, found, "{:?} in {text:?}", regex.regex_str());
    }
    let Some((start, _)) = found else { return };
    let rest = &text[start..];
    let first = rest.bytes().next().map_or(0, byte);
    assert!(needs.first() == ANY || needs.first() & first != 0, "{:?} begins in {text:?} with {rest:?}", regex.regex_str());
    assert!(needs.are_in(set(rest)), "{:?} finds what it needs in {text:?}", regex.regex_str());
    assert_eq!(needs.reach(rest.as_bytes()), Some(0), "{:?} begins in {text:?} with {rest:?}", regex.regex_str());
}

#[test]
fn no_match_lacks_what_it_needs() {
    for expression in [
        r"[a-c-e]",
        r"[^a-c-e]",
        r"[\w-x]",
        r"[^\w-x]",
        r"[%--]",
        r"[a-]",
        r"[^-a]",
        r"[[a-c][^b-z]]",
        r"[^[a-c]\d]",
        r"[[:alpha:]_]",
        r"[^[:space:]]",
        r"[[:^alnum:]]",
        r"\s",
        r"\S",
        r"\w",
        r"\W",
        r"\d",
        r"\D",
        r"\h",
        r"\H",
        r"\p{Lu}",
        r"\P{Lu}",
        r"\p{^Alpha}",
        r"[\p{L}\p{Nl}]",
        r"(?i)[^a]",
        r"(?i)\p{Lu}",
        r"(?i)[a-f]",
        r"(?i)k",
        r"(?i)ss",
        r"(?i:S)s",
        r"(?i)ß",
        r"(?i)[ß]",
        r"a(?i)b|c",
        r"a(?-i)B",
        "(?x) a + # b\n c",
        r"(?x: a \# [ #] )b",
        r"a{0}b",
        r"a{2}?b",
        r"a{,2}b",
        r"a{1,2}+b",
        r"a++b",
        r"a*?b",
        r"{a",
        r"a{b",
        r"x{,}",
        r"(?>a|ab)c",
        r"(?<n>a)\k<n>",
        r"(a)?\1b",
        r"(?=a)[ab]",
        r"(?!a)[ab]",
        r"(?<=a)b",
        r"(?<!a)b",
        r"(?=a|$)",
        r"(?=[\s\S])",
        r"(?=a|[^a])",
        r"a|(?=[ab])",
        r"|a",
        r"^$",
        r"a|",
        r"\x41",
        r"\x{e9}",
        r"\u00e9",
        r"[\x00-\x20]",
        r"[\x{100}-\x{200}]",
        r"[a-ÿ]",
        r"é",
        r"\Ga",
        r"[a&&b]",
        r"[]a]",
        r".",
        r"(?m).",
        r"\/\-\_",
        r"(?#a)b",
        r"\bfoo\b|\.",
    ] {
        if Regex::try_compile(expression).is_some() {
            continue;
        }
        let (regex, needs) = (Regex::new(expression.to_owned()), needs(expression));
        let alone = (0..=u8::MAX).map(|code| char::from(code).to_string());
        let more = [
            "", "ab", "aab", "aaB", "ac", "B", "c", "ss", "ß", "ſ", "K", "K", "É", "foo", "a b", "a#", "{a", "a{b", "\u{150}", "aabc",
            "a\n",
        ];
        for text in alone.chain(more.map(str::to_owned)) {
            check(&regex, &needs, &text);
            check(&regex, &needs, &format!("{text}b"));
            check(&regex, &needs, &format!("a{text}"));
        }
    }
}

/// Lines on which the expressions of a syntax are likely to match, made of what they are made of.
#[test]
fn no_match_of_a_syntax_lacks_what_it_needs() {
    let code = "if (a.b != c['d']) { return f(\"g $h ${i}\", -1.5e3, 0xFF); } // j <k l=\"m\"> # n: o\n";
    for pattern in contexts::patterns() {
        let expression = pattern.regex.regex_str();
        if pattern.has_captures {
            continue; // it refers to what opened its context
        }
        let (regex, needs) = (Regex::new(expression.to_owned()), needs(expression));
        let letters: String = expression.chars().filter(|letter| !"\\()[]?:*+^$|".contains(*letter)).collect();
        let words: Vec<&str> = expression.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
        for text in [code, expression, &letters, &words.join(" "), &words.join("("), &words.concat(), "\n", ""] {
            check(&regex, &needs, text);
        }
        for word in words.iter().take(30) {
            check(&regex, &needs, &format!(" {word}=<{word}>({word}: \n"));
            check(&regex, &needs, &word.to_uppercase());
        }
    }
}

#[test]
fn needs_are_narrow() {
    assert_eq!(needs(r"\)|[\]}]").find(b"a}b"), Some(Some((1, 2))));
    assert_eq!(needs(r"(?=\S)").find(b" \n"), Some(None));
    let check = |expression: &str, first: &str, met: &str, lacking: &str| {
        let needs = needs(expression);
        assert_eq!(needs.first() & !1, set(first), "{expression}");
        assert!(needs.are_in(set(met)) && !needs.are_in(set(lacking)), "{expression}");
    };
    check(r"\b(?:if|for)\b", "if", "of r", "i o");
    check(r"(?=\s*(?:function|[a-c]+ *=>))", "\t\n\x0B\x0C\r fabc", "a=>", "fuctio=");
    check("(?x: a # b\n | c )", "ac", "c", "b");
    check(r"(?i)as", "aA", "aS", "a");
    for (expression, text, reach) in [
        (r"\bcase(?![-=\w])", "in case", Some(3)),
        (r"\bcase(?![-=\w])", "in cause", None),
        (r"(?:do|done)\b", "as done", Some(3)),
        (r"(?=is)i", "as is", Some(0)),
        (r"ab?c", "xac", Some(0)),
        (r"a(?:b)(?<!c)cd", "abc abcd", Some(4)),
        (r"(?i)as", "is", Some(0)),
        (r"ab+c", "acab", Some(2)),
    ] {
        assert_eq!(needs(expression).reach(text.as_bytes()), reach, "{expression}");
    }
}

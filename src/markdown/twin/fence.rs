//! Code → fenced code blocks.

use std::iter::repeat_n;

/// Adds a fenced code block as linters want it, without a line break at its end.
pub fn fence(out: &mut String, language: &str, code: &str) {
    let code = code.trim_end();
    let ticks = |line: &str| line.trim_start().bytes().take_while(|byte| *byte == b'`').count();
    let longest = if code.contains('`') { code.lines().map(ticks).max().unwrap_or(0) } else { 0 };
    let fence = longest.max(2) + 1;
    out.reserve(code.len() + language.len() + 16);
    out.extend(repeat_n('`', fence));
    let name = out.len();
    out.extend(language.chars().filter(|character| character.is_ascii_alphanumeric() || "+#-_.".contains(*character)));
    if stays_as_it_is(code) {
        out.push('\n');
        out.push_str(code);
    } else {
        let keeps_tabs = out[name..].starts_with("make");
        lines(out, code, keeps_tabs);
    }
    out.push('\n');
    out.extend(repeat_n('`', fence));
}

/// Whether nothing in code is written otherwise. Most is letters, signs and blanks, without a prompt, or blanks at the end of a line.
fn stays_as_it_is(code: &str) -> bool {
    // All are counted: so many can be looked at at once.
    let others = code.bytes().filter(|byte| *byte != b'\n' && !(b' '..0x7f).contains(byte)).count();
    let begins = code.starts_with(|first: char| first.is_ascii_graphic() && first != '$');
    others == 0 && begins && memchr::memmem::find(code.as_bytes(), b" \n").is_none()
}

/// Adds lines of code, each after a line break.
fn lines(out: &mut String, code: &str, keeps_tabs: bool) {
    // A prompt before every line says nothing, and is in the way of whoever copies the lines.
    let prompts = code.lines().all(|line| line.starts_with("$ ") || line.trim().is_empty());
    for line in code.lines() {
        out.push('\n');
        let line = if prompts { line.strip_prefix("$ ").unwrap_or(line) } else { line };
        let line = line.trim_end();
        // Control characters are those of ASCII, or begin with 0xc2.
        if !line.bytes().any(|byte| byte < b' ' || matches!(byte, 0x7f | 0xc2)) {
            out.push_str(line);
            continue;
        }
        for character in line.chars() {
            match character {
                '\t' if !keeps_tabs => out.push_str("    "),
                '\t' => out.push('\t'),
                character if character.is_control() => out.push('\u{FFFD}'),
                character => out.push(character),
            }
        }
    }
}

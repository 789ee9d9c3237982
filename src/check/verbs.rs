//! Whether a text tells its reader to do something.

use std::collections::HashSet;
use std::sync::LazyLock;

/// How an instruction begins, in English.
const VERBS: &str = "accept activate add adjust agree allow answer apply approve ask assign attach authenticate authorise authorize avoid await back be begin \
    break bring build bump buy call cancel carry change charge check choose clean clear close combine compare complete compress configure confirm connect \
    consider contact continue convert copy correct count create cut deactivate decide declare decode decrease define delay delete deploy describe detach \
    disable discard do don't double download drop edit enable encode end enter escape examine exclude expect export extend fall fetch fill filter find finish \
    fix follow free generate get give go grant group handle hold honour honor ignore import improve include increase inform insert inspect install inform join \
    keep let leave limit link list load lock log look lower make map mark match merge migrate modify mount move name narrow never note obtain offer omit open \
    order pack page parse pass paste pause pay pick pin place plan point poll post prefer prepare preserve print provide publish pull purge push put queue \
    quote raise re-enter re-read re-run read reauthenticate rebuild recheck reconnect recover recreate reduce refer refetch refresh regenerate register \
    reissue release reload relogin remove rename renew reopen repair repeat replace replay report request require rerun resend reset resolve respect restart \
    restore resubmit resume retry return reuse review revoke rewrite rotate run save scale schedule search see select send separate serve set shorten show \
    shrink sign simplify skip slow sort specify split spread start state stay stop store submit subscribe supply switch take tell terminate test tighten top \
    trace train treat trim trust try tune turn type unlock unpack unset update upgrade upload use validate verify visit vary wait warm watch widen wrap write";

static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| VERBS.split_whitespace().collect());

/// Words that may stand before the verb.
const BEFORE: [&str; 16] = [
    "please",
    "then",
    "first",
    "and",
    "or",
    "instead",
    "simply",
    "just",
    "always",
    "also",
    "but",
    "so",
    "either",
    "next",
    "otherwise",
    "rather",
];

/// Whether a sentence or clause of a text begins with an instruction.
pub(super) fn has_instruction(text: &str) -> bool {
    let clauses = text.split(['.', '!', '?', ';', ':', ',', '(', ')', '–', '—', '\n']);
    clauses.flat_map(|clause| clause.split(" and ")).flat_map(|clause| clause.split(" or ")).flat_map(|clause| clause.split(" then ")).any(
        |clause| {
            let mut words = clause
                .split_whitespace()
                .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-').to_lowercase());
            words.find(|word| !BEFORE.contains(&word.as_str())).is_some_and(|word| KNOWN.contains(word.as_str()))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions() {
        for (text, expect) in [
            ("The bank refused the charge. Ask for another card.", true),
            ("The bank refused the charge. It was not charged.", false),
            ("The key is unknown; please check its id.", true),
            ("If it goes on, call us.", true),
            ("A request that the server cannot read.", false),
        ] {
            assert_eq!(has_instruction(text), expect, "{text}");
        }
    }
}

//! What a definition takes from the defaults of its file and folders.

use super::Definition;

/// The keys that say which entry it is, and so cannot come from defaults.
pub(super) const IDENTITY: [&str; 5] = ["code", "title", "summary", "slug", "aliases"];

macro_rules! inherit {
    ($($field:ident $(= $key:literal)?),* $(,)?) => {
        impl Definition {
            /// The keys that it has a value for.
            #[must_use]
            pub fn keys(&self) -> Vec<&'static str> {
                let none = Definition::default();
                let mut keys = Vec::new();
                $(
                    #[allow(unused_mut, unused_assignments)]
                    let mut key = stringify!($field);
                    $(key = $key;)?
                    if self.$field != none.$field {
                        keys.push(key);
                    }
                )*
                keys
            }

            /// Takes from `defaults` what `has` says that the definition itself does not say. Whole values: lists are replaced, not joined.
            pub fn inherit(&mut self, defaults: &Definition, has: impl Fn(&str) -> bool) {
                // A key that is not in the list below does not compile.
                let Definition { code: _, title: _, summary: _, slug: _, aliases: _, $($field: _),* } = defaults;
                $(
                    #[allow(unused_mut, unused_assignments)]
                    let mut key = stringify!($field);
                    $(key = $key;)?
                    if !has(key) {
                        self.$field.clone_from(&defaults.$field);
                    }
                )*
            }
        }
    };
}
inherit!(
    name,
    subtitle,
    status,
    signals,
    problem_type = "type",
    severity,
    retry,
    lifecycle,
    visibility,
    tags,
    messages,
    owner,
    runbook,
    escalate,
    quick_answer,
    media,
    examples,
    meaning,
    causes,
    fixes,
    mistakes,
    diagnosis,
    sections,
    verify,
    prevent,
    faq,
    takeaways,
    compare,
    playbooks,
    related,
    references,
    intros,
    callouts,
    provider,
    authors,
    reviewed,
    editorial,
    lint,
);

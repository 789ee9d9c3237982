//! All Markdown of a definition, with where it stands.

use std::fmt::{Arguments, Write};

use super::{CodeBlock, Definition};

/// How a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prose {
    /// As blocks: paragraphs, lists, headings.
    Block,
    /// As a line: emphasis, code, links.
    Inline,
}

impl Definition {
    /// Shows each Markdown text of the definition, with its JSON pointer, in the order of the page.
    pub fn prose<'a>(&'a self, mut see: impl FnMut(&str, &'a str, Prose)) {
        // One text for all pointers: there are many, and few are looked at.
        let mut pointer = String::with_capacity(40);
        self.each_prose(&mut |place, text, kind| {
            pointer.clear();
            pointer.write_fmt(place).expect("a string takes all");
            see(&pointer, text, kind);
        });
    }

    /// Shows each Markdown text and each code, to whom it does not matter where they stand.
    pub fn texts(&self, mut see_prose: impl FnMut(&str), mut see_code: impl FnMut(&str)) {
        self.each_prose(&mut |_, text, _| see_prose(text));
        self.each_code_block(&mut |_, blocks| blocks.iter().for_each(|block| see_code(&block.code)));
    }

    /// The walk, once in the program for all who look.
    #[expect(clippy::too_many_lines, reason = "one list in the order of the page")]
    fn each_prose<'a>(&'a self, see: &mut dyn FnMut(Arguments<'_>, &'a str, Prose)) {
        use Prose::{Block, Inline};
        let optional = |text: &'a Option<String>| text.as_deref().unwrap_or_default();
        macro_rules! texts {
            ($($pointer:literal => $text:expr, $kind:expr;)*) => { $( if !$text.is_empty() { see(format_args!($pointer), $text, $kind); } )* };
        }
        texts! {
            "/title" => self.title.as_str(), Inline;
            "/subtitle" => optional(&self.subtitle), Block;
            "/summary" => self.summary.as_str(), Inline;
        }
        if let Some(retry) = &self.retry {
            texts! { "/retry/note" => optional(&retry.note), Block; }
        }
        if let Some(lifecycle) = &self.lifecycle {
            for (key, milestone) in [("deprecated", &lifecycle.deprecated), ("removed", &lifecycle.removed)] {
                if let Some(milestone) = milestone {
                    texts! { "/lifecycle/{key}/note" => optional(&milestone.note), Block; }
                }
            }
        }
        texts! { "/escalate" => optional(&self.escalate), Block; }
        if let Some(answer) = &self.quick_answer {
            texts! { "/quick_answer/text" => answer.text.as_str(), Block; }
        }
        for (i, media) in self.media.iter().enumerate() {
            texts! { "/media/{i}/caption" => optional(&media.caption), Inline; }
        }
        for (i, example) in self.examples.iter().enumerate() {
            texts! { "/examples/{i}/title" => optional(&example.title), Inline; }
            for (place, note) in example.fields.iter() {
                let step = crate::text::pointer_step(place);
                texts! { "/examples/{i}/fields/{step}" => note, Inline; }
            }
        }
        texts! { "/meaning" => optional(&self.meaning), Block; }
        for (i, cause) in self.causes.iter().enumerate() {
            texts! {
                "/causes/{i}/title" => cause.title.as_str(), Inline;
                "/causes/{i}/detail" => optional(&cause.detail), Block;
                "/causes/{i}/example" => optional(&cause.example), Inline;
            }
        }
        for (i, fix) in self.fixes.iter().enumerate() {
            texts! {
                "/fixes/{i}/title" => fix.title.as_str(), Inline;
                "/fixes/{i}/detail" => optional(&fix.detail), Block;
                "/fixes/{i}/tip" => optional(&fix.tip), Block;
            }
        }
        for (i, mistake) in self.mistakes.iter().enumerate() {
            texts! {
                "/mistakes/{i}/title" => mistake.title.as_str(), Inline;
                "/mistakes/{i}/detail" => optional(&mistake.detail), Block;
            }
        }
        if let Some(diagnosis) = &self.diagnosis {
            texts! { "/diagnosis/symptom" => optional(&diagnosis.symptom), Inline; }
            for (i, step) in diagnosis.steps.iter().enumerate() {
                texts! {
                    "/diagnosis/steps/{i}/title" => step.title.as_str(), Inline;
                    "/diagnosis/steps/{i}/detail" => optional(&step.detail), Block;
                    "/diagnosis/steps/{i}/tip" => optional(&step.tip), Block;
                    "/diagnosis/steps/{i}/example" => optional(&step.example), Inline;
                }
            }
        }
        for (i, section) in self.sections.iter().enumerate() {
            texts! {
                "/sections/{i}/title" => section.title.as_str(), Inline;
                "/sections/{i}/body" => optional(&section.body), Block;
            }
            for (j, item) in section.items.iter().enumerate() {
                texts! {
                    "/sections/{i}/items/{j}/text" => item.text.as_str(), Block;
                    "/sections/{i}/items/{j}/example" => optional(&item.example), Inline;
                }
            }
        }
        for (key, items, kind) in
            [("verify", &self.verify, Block), ("prevent", &self.prevent, Block), ("takeaways", &self.takeaways, Inline)]
        {
            for (i, text) in items.iter().enumerate() {
                texts! { "/{key}/{i}" => text.as_str(), kind; }
            }
        }
        for (i, question) in self.faq.iter().enumerate() {
            texts! {
                "/faq/{i}/question" => question.question.as_str(), Inline;
                "/faq/{i}/answer" => question.answer.as_str(), Block;
                "/faq/{i}/short" => optional(&question.short), Inline;
            }
        }
        for (i, compare) in self.compare.iter().enumerate() {
            texts! {
                "/compare/{i}/choose_this" => optional(&compare.choose_this), Block;
                "/compare/{i}/choose_that" => optional(&compare.choose_that), Block;
            }
        }
        for (i, related) in self.related.iter().enumerate() {
            texts! { "/related/{i}/why" => optional(&related.why), Inline; }
        }
        for (section, text) in self.intros.iter() {
            let step = crate::text::pointer_step(section);
            texts! { "/intros/{step}" => text, Block; }
        }
        for (i, callout) in self.callouts.iter().enumerate() {
            texts! { "/callouts/{i}/text" => callout.text.as_str(), Block; }
        }
        if let Some(provider) = &self.provider {
            texts! { "/provider/note" => optional(&provider.note), Block; }
        }
        texts! { "/editorial" => optional(&self.editorial), Inline; }
    }

    /// Shows each code block of the definition, with its JSON pointer.
    pub fn code_blocks<'a>(&'a self, mut see: impl FnMut(&str, &'a CodeBlock)) {
        let mut pointer = String::with_capacity(40);
        self.each_code_block(&mut |place, blocks| {
            for (i, block) in blocks.iter().enumerate() {
                pointer.clear();
                write!(pointer, "{place}/{i}").expect("a string takes all");
                see(&pointer, block);
            }
        });
    }

    fn each_code_block<'a>(&'a self, see: &mut dyn FnMut(Arguments<'_>, &'a [CodeBlock])) {
        for (i, example) in self.examples.iter().enumerate() {
            for (key, blocks) in
                [("request", &example.request), ("before", &example.before), ("output", &example.output), ("after", &example.after)]
            {
                see(format_args!("/examples/{i}/{key}"), blocks);
            }
        }
        for (i, fix) in self.fixes.iter().enumerate() {
            see(format_args!("/fixes/{i}/code"), &fix.code);
        }
        for (i, step) in self.diagnosis.iter().flat_map(|diagnosis| diagnosis.steps.iter().enumerate()) {
            see(format_args!("/diagnosis/steps/{i}/code"), &step.code);
        }
    }

    /// The keys that stand for a section of the page, for `intros` and the `after` of callouts and media.
    pub const SECTIONS: [&str; 16] = [
        "summary",
        "quick_answer",
        "example",
        "examples",
        "meaning",
        "causes",
        "fixes",
        "mistakes",
        "diagnosis",
        "verify",
        "prevent",
        "faq",
        "takeaways",
        "compare",
        "related",
        "references",
    ];

    /// The public anchor of a free section: its title in small letters with dashes, told apart from the built-in ones.
    #[must_use]
    pub fn section_anchor(title: &str) -> String {
        let mut anchor = String::new();
        for c in title.chars() {
            if c.is_alphanumeric() {
                anchor.extend(c.to_lowercase());
            } else if !anchor.ends_with('-') && !anchor.is_empty() {
                anchor.push('-');
            }
        }
        let anchor = anchor.trim_end_matches('-');
        if anchor.is_empty() || Self::SECTIONS.contains(&anchor) { format!("section-{anchor}") } else { anchor.to_owned() }
    }

    /// The heading of a built-in section (inline Markdown). The first one that explains carries the name, where the definition gives it one.
    #[must_use]
    pub fn heading(&self, key: &str) -> String {
        let first = ["meaning", "causes", "fixes"].into_iter().find(|key| self.has_section(key));
        if let Some(name) = self.name.as_ref().filter(|_| first == Some(key)) {
            return match key {
                "meaning" => format!("What does {name} mean?"),
                "causes" => format!("What causes {name}?"),
                _ => format!("How to fix {name}"),
            };
        }
        let heading = match key {
            "example" if self.examples.len() > 1 => "Examples",
            "example" => "Example",
            "meaning" => "What happened",
            "causes" => "Likely causes",
            "fixes" => "How to fix it",
            "mistakes" => "Common mistakes",
            "diagnosis" => "Diagnose it step by step",
            "verify" => "Verify the fix",
            "prevent" => "Keep it from coming back",
            "faq" => "Questions",
            "takeaways" => "What to remember",
            "compare" => "Easily confused with",
            "playbooks" => "Playbooks",
            "related" => "Related errors",
            "backlinks" => "Errors that lead here",
            "references" => "References",
            other => other,
        };
        heading.to_owned()
    }

    /// Whether the section that a key or the slug of a free section names has something in it.
    #[must_use]
    pub fn has_section(&self, key: &str) -> bool {
        match key {
            "summary" => true,
            "quick_answer" => self.quick_answer.is_some(),
            "example" | "examples" => !self.examples.is_empty(),
            "meaning" => self.meaning.is_some(),
            "causes" => !self.causes.is_empty(),
            "fixes" => !self.fixes.is_empty(),
            "mistakes" => !self.mistakes.is_empty(),
            "diagnosis" => self.diagnosis.is_some(),
            "verify" => !self.verify.is_empty(),
            "prevent" => !self.prevent.is_empty(),
            "faq" => !self.faq.is_empty(),
            "takeaways" => !self.takeaways.is_empty(),
            "compare" => !self.compare.is_empty(),
            "related" => !self.related.is_empty(),
            "references" => !self.references.is_empty(),
            free => self.sections.iter().any(|section| Self::section_anchor(&section.title) == free),
        }
    }
}

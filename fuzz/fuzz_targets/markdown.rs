//! Prose: no element that we do not write comes out, whatever goes in.
#![no_main]

use errbook::markdown::highlight::Highlighter;
use errbook::markdown::{Audience, Context, NoLinks, RawHtml, html, inline_html, inline_twin, plain, survey, twin};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let highlighter = Highlighter::off();
    for raw_html in [RawHtml::Shown, RawHtml::Sanitised] {
        let context =
            Context { links: &NoLinks, highlighter: &highlighter, heading_level: 2, id_prefix: "f-", raw_html, audience: Audience::People };
        for page in [html(text, &context), inline_html(text, &context)] {
            for start in ["<script", "<iframe", "<object", "<style", "<svg", "<base", "javascript:alert"] {
                assert!(!page.contains(&format!("{start}>")) && !page.contains(&format!("{start} ")), "{page}");
            }
        }
        let _ = (twin(text, &context), inline_twin(text, &context), plain(text, raw_html, Audience::People), survey(text, raw_html));
    }
});

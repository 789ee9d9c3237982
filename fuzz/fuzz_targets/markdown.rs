//! Prose: no element that we do not write comes out, whatever goes in.
#![no_main]

#[path = "../../tests/strength/html.rs"]
#[allow(dead_code)]
mod html;

use errbook::markdown::highlight::Highlighter;
use errbook::markdown::{Audience, Context, NoLinks, RawHtml, inline_html, inline_twin, plain, survey, twin};
use html::{addresses, elements, scheme};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let highlighter = Highlighter::off();
    for raw_html in [RawHtml::Shown, RawHtml::Sanitised] {
        let context =
            Context { links: &NoLinks, highlighter: &highlighter, heading_level: 2, id_prefix: &"f-", raw_html, audience: Audience::People };
        for page in [errbook::markdown::html(text, &context), inline_html(text, &context)] {
            let (elements, comments) = elements(&page);
            assert!(comments.is_empty(), "{page}");
            for element in elements {
                assert!(!["script", "iframe", "style", "svg", "object", "base"].contains(&element.name.as_str()), "{page}");
                assert!(element.attributes.iter().all(|(name, _)| !name.starts_with("on")), "{page}");
            }
            for address in addresses(&page) {
                assert!(scheme(&address).is_none_or(|scheme| ["http", "https", "mailto"].contains(&scheme.as_str())), "{page}");
            }
        }
        let _ = (twin(text, &context), inline_twin(text, &context), plain(text, raw_html, Audience::People), survey(text, raw_html));
    }
});

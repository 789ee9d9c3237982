//! What a browser would find in a page.

use std::cell::{Cell, RefCell};

use html5ever::tokenizer::{BufferQueue, StartTag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states};

/// An element, as it begins.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// What is in it, for a script.
    pub(crate) text: String,
}

impl Element {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

#[derive(Default)]
struct Sink {
    in_script: Cell<bool>,
    elements: RefCell<Vec<Element>>,
    comments: RefCell<Vec<String>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == StartTag => {
                self.in_script.set(&*tag.name == "script");
                let name = tag.name.to_string();
                let attributes = tag.attrs.iter().map(|found| (found.name.local.to_string(), found.value.to_string())).collect();
                self.elements.borrow_mut().push(Element { name: name.clone(), attributes, text: String::new() });
                match name.as_str() {
                    "script" => TokenSinkResult::RawData(states::ScriptData),
                    "style" => TokenSinkResult::RawData(states::Rawtext),
                    "title" | "textarea" => TokenSinkResult::RawData(states::Rcdata),
                    _ => TokenSinkResult::Continue,
                }
            }
            Token::TagToken(_) => {
                self.in_script.set(false);
                TokenSinkResult::Continue
            }
            Token::CharacterTokens(text) => {
                if let Some(last) = self.elements.borrow_mut().last_mut().filter(|_| self.in_script.get()) {
                    last.text.push_str(&text);
                }
                TokenSinkResult::Continue
            }
            Token::CommentToken(text) => {
                self.comments.borrow_mut().push(text.to_string());
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

/// The elements of a page in order, and its comments.
pub(crate) fn elements(html: &str) -> (Vec<Element>, Vec<String>) {
    let queue = BufferQueue::default();
    queue.push_back(html.into());
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    (tokenizer.sink.elements.take(), tokenizer.sink.comments.take())
}

/// The attributes that hold addresses.
pub(crate) const ADDRESSES: [&str; 10] =
    ["href", "src", "srcset", "action", "formaction", "poster", "data", "cite", "background", "xlink:href"];

/// All addresses of a page, but those that are text.
pub(crate) fn addresses(html: &str) -> Vec<String> {
    let (elements, _) = elements(html);
    let attributes = elements.into_iter().flat_map(|element| element.attributes);
    attributes.filter(|(name, _)| ADDRESSES.contains(&name.as_str())).map(|(_, value)| value).collect()
}

/// The scheme of an address as a browser reads it, which skips blanks and control signs.
pub(crate) fn scheme(address: &str) -> Option<String> {
    let bare: String = address.chars().filter(|letter| !letter.is_control() && !letter.is_whitespace()).collect();
    let (scheme, _) = bare.split_once(':')?;
    let is_scheme = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    is_scheme.then(|| scheme.to_lowercase())
}

//! What is sent for a page whose template fails: the finding, in place of the page.

use crate::diagnostic::{self, Style};
use crate::markdown::escape;
use crate::text::Files;
use crate::theme::template_error;

/// A page that says why a page cannot be made. It mends itself: the reload script stands in it as in any other.
pub(super) fn page(error: &tera::Error, files: &Files) -> String {
    let finding = diagnostic::human(&[template_error(error, files)], files, Style::Plain);
    let mut text = String::new();
    escape::text(&mut text, &finding);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>A template fails</title>\n\
         <link rel=\"stylesheet\" href=\"/_errbook/own.css\">\n</head>\n<body class=\"own\">\n<h1>A template fails</h1>\n<pre>{text}</pre>\n</body>\n</html>\n"
    )
}

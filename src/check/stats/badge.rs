//! The share of complete entries as a picture, for a README.

use super::Stats;

/// Draws a badge as SVG. It loads nothing, and says in words what it shows.
#[must_use]
pub fn badge(stats: &Stats) -> String {
    let value = format!("{}%", stats.complete_percent);
    let colour = match stats.complete_percent {
        90.. => "#1a7f37",
        70.. => "#7a6a00",
        40.. => "#9a5b00",
        _ => "#b3261e",
    };
    let (left, right) = (92, 14 + 8 * value.len());
    let (width, middle_left, middle_right) = (left + right, left / 2, left + right / 2);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"20\" role=\"img\" aria-label=\"documented errors: {value}\">\n\
         <title>documented errors: {value}</title>\n\
         <rect width=\"{width}\" height=\"20\" rx=\"3\" fill=\"{colour}\"/>\n\
         <path d=\"M3 0h{straight}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z\" fill=\"#3d444d\"/>\n\
         <g fill=\"#fff\" text-anchor=\"middle\" font-family=\"Verdana,Geneva,sans-serif\" font-size=\"11\">\n\
         <text x=\"{middle_left}\" y=\"14\">error docs</text>\n\
         <text x=\"{middle_right}\" y=\"14\">{value}</text>\n\
         </g>\n\
         </svg>\n",
        straight = left - 3
    )
}

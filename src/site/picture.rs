//! How large a picture is, so that a page does not jump when it comes.

/// Width and height in pixels of a PNG, GIF, JPEG, WebP or SVG; `None` where it does not say.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let big = |at: usize, n: usize| bytes.get(at..at + n).map(|b| b.iter().fold(0u32, |sum, b| sum << 8 | u32::from(*b)));
    let little = |at: usize, n: usize| bytes.get(at..at + n).map(|b| b.iter().rev().fold(0u32, |sum, b| sum << 8 | u32::from(*b)));
    let found = match bytes {
        [0x89, b'P', b'N', b'G', ..] => (big(16, 4)?, big(20, 4)?),
        [b'G', b'I', b'F', b'8', ..] => (little(6, 2)?, little(8, 2)?),
        [0xff, 0xd8, ..] => jpeg(bytes)?,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', b'V', b'P', b'8', kind, ..] => match kind {
            b'X' => (little(24, 3)? + 1, little(27, 3)? + 1),
            b'L' => (little(21, 2)? & 0x3fff, ((little(21, 4)? >> 14) & 0x3fff) + 1),
            _ => (little(26, 2)? & 0x3fff, little(28, 2)? & 0x3fff),
        },
        _ => svg(std::str::from_utf8(bytes).ok()?)?,
    };
    (found.0 > 0 && found.1 > 0).then_some(found)
}

/// The frame header of a JPEG (ITU-T T.81, B.2.2).
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let word = |at: usize| Some(u32::from(*bytes.get(at)?) << 8 | u32::from(*bytes.get(at + 1)?));
    let mut at = 2;
    while *bytes.get(at)? == 0xff {
        let marker = *bytes.get(at + 1)?;
        let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            return Some((word(at + 7)?, word(at + 5)?));
        }
        at += 2 + word(at + 2)? as usize;
    }
    None
}

/// The `viewBox` of an SVG, or its `width` and `height`.
fn svg(text: &str) -> Option<(u32, u32)> {
    let tag = &text[text.find("<svg")?..];
    let tag = &tag[..tag.find('>')?];
    let attribute = |name: &str| {
        let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        Some(&tag[start..start + tag[start..].find('"')?])
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a picture has fewer pixels than that")]
    let pixels = |number: &str| number.trim().trim_end_matches("px").parse::<f64>().ok().map(|n| n.round() as u32);
    match attribute("viewBox").map(|numbers| numbers.split([' ', ',']).filter(|n| !n.is_empty()).collect::<Vec<_>>()) {
        Some(numbers) if numbers.len() == 4 => Some((pixels(numbers[2])?, pixels(numbers[3])?)),
        _ => Some((pixels(attribute("width")?)?, pixels(attribute("height")?)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        assert_eq!(size(br#"<svg xmlns="x" viewBox="0 0 420 150">"#), Some((420, 150)));
        assert_eq!(size(br#"<?xml?><svg width="10px" height="20">"#), Some((10, 20)));
        assert_eq!(size(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\0\x10"), Some((256, 16)));
        assert_eq!(size(b"GIF89a\x02\0\x03\0"), Some((2, 3)));
        assert_eq!(size(b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08\0\x05\0\x06"), Some((6, 5)));
        assert_eq!(size(b"nothing"), None);
        assert_eq!(size(b"\xff\xd8\xff"), None);
    }
}

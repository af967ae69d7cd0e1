//! Quotation marks that a cut left alone.

/// `text` without a mark at its start that opens a quotation which nothing in it closes.
///
/// ```
/// use khao::text::quote::closed;
/// assert_eq!(closed("\"In a significant …"), "In a significant …");
/// assert_eq!(closed("\"No\", they said"), "\"No\", they said");
/// ```
pub fn closed(text: &str) -> &str {
    let Some(open) = text.chars().next() else {
        return text;
    };
    let close: &[char] = match open {
        '"' => &['"'],
        '“' => &['”', '"'],
        '„' => &['“', '”'],
        '‘' => &['’'],
        '«' => &['»'],
        '»' => &['«'],
        _ => return text,
    };
    let rest = &text[open.len_utf8()..];
    if rest.contains(close) { text } else { rest }
}

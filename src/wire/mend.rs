//! JSON that was cut short is closed after its last whole value.

/// Closes what is open in `json`, a text that ends too early: everything after the last whole value
/// is cut and the open brackets are closed. `None` where there is no bracket to close. Linear.
///
/// ```
/// let cut = r#"{"a": [1, {"b": "x", "c": "un"#;
/// assert_eq!(khao::wire::mend(cut).unwrap(), r#"{"a": [1, {"b": "x"}]}"#);
/// ```
pub fn mend(json: &str) -> Option<String> {
    let mut scan = Scan::default();
    let bytes = json.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        at = scan.step(bytes, at);
    }
    let (end, depth) = scan.whole?;
    let mut out = json.get(..end)?.to_owned();
    // Brackets that were opened after the last whole value are gone with it.
    for open in scan.stack.iter().take(depth).rev() {
        out.push(if *open == b'{' { '}' } else { ']' });
    }
    Some(out)
}

#[derive(Default)]
struct Scan {
    stack: Vec<u8>,
    /// Whether a value, not a key, comes next.
    value_next: bool,
    /// Where the last whole value ended, and how many brackets were open there.
    whole: Option<(usize, usize)>,
}

impl Scan {
    /// Reads one token at `at`; where it ends.
    fn step(&mut self, bytes: &[u8], at: usize) -> usize {
        match bytes[at] {
            open @ (b'{' | b'[') => {
                self.stack.push(open);
                self.value_next = open == b'[';
                // An empty object or list is whole as soon as it is opened.
                self.whole = Some((at + 1, self.stack.len()));
                at + 1
            }
            b'}' | b']' => {
                self.stack.pop();
                self.whole = Some((at + 1, self.stack.len()));
                at + 1
            }
            b':' => {
                self.value_next = true;
                at + 1
            }
            b',' => {
                self.value_next = self.stack.last() == Some(&b'[');
                at + 1
            }
            b'"' => match string_end(bytes, at + 1) {
                Some(end) => {
                    self.ended(end);
                    end
                }
                None => bytes.len(),
            },
            c if c.is_ascii_whitespace() => at + 1,
            _ => {
                let len = bytes[at..]
                    .iter()
                    .position(|b| b",]}: \n\r\t\"[{".contains(b));
                match len {
                    // A number or word that reaches the end may have been longer.
                    None => bytes.len(),
                    Some(len) => {
                        self.ended(at + len.max(1));
                        at + len.max(1)
                    }
                }
            }
        }
    }

    fn ended(&mut self, at: usize) {
        if self.value_next {
            self.whole = Some((at, self.stack.len()));
        }
    }
}

fn string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cut_of_a_document_is_json_again() {
        let whole =
            r#"{"khao":1, "n": [1.5, true, null, "ก\"]"], "o": {"k": {"x": []}}, "last": "z"}"#;
        for (at, _) in whole.char_indices().skip(1) {
            let mended = mend(&whole[..at]).expect("a bracket is open");
            let value: Result<serde_json::Value, _> = serde_json::from_str(&mended);
            assert!(value.is_ok(), "cut at {at}: {mended}");
        }
        assert_eq!(mend("no brackets"), None);
    }
}

//! Colours and attributes of a cell, and the shortest SGR between two of them.

use ratatui::style::{Color, Modifier};

use crate::term::profile::Colours;

/// A colour as it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Colour {
    /// The terminal's own.
    #[default]
    Default,
    /// One of the palette of 256; the first 16 are the terminal's own.
    Palette(u8),
    /// 24 bits.
    Rgb(u8, u8, u8),
}

impl Colour {
    /// The colour nearest to `colour` that a terminal with `colours` shows.
    pub(super) fn new(colour: Color, colours: Colours) -> Self {
        let colour = match colour {
            Color::Reset => Self::Default,
            Color::Black => Self::Palette(0),
            Color::Red => Self::Palette(1),
            Color::Green => Self::Palette(2),
            Color::Yellow => Self::Palette(3),
            Color::Blue => Self::Palette(4),
            Color::Magenta => Self::Palette(5),
            Color::Cyan => Self::Palette(6),
            Color::Gray => Self::Palette(7),
            Color::DarkGray => Self::Palette(8),
            Color::LightRed => Self::Palette(9),
            Color::LightGreen => Self::Palette(10),
            Color::LightYellow => Self::Palette(11),
            Color::LightBlue => Self::Palette(12),
            Color::LightMagenta => Self::Palette(13),
            Color::LightCyan => Self::Palette(14),
            Color::White => Self::Palette(15),
            Color::Indexed(i) => Self::Palette(i),
            Color::Rgb(r, g, b) => Self::Rgb(r, g, b),
        };
        match (colours, colour) {
            (Colours::Mono, _) => Self::Default,
            (Colours::Ansi256, Self::Rgb(r, g, b)) => Self::Palette(nearest_256([r, g, b])),
            (Colours::Ansi16, Self::Rgb(r, g, b)) => Self::Palette(nearest_16([r, g, b])),
            (Colours::Ansi16, Self::Palette(i @ 16..)) => Self::Palette(nearest_16(palette_rgb(i))),
            (_, colour) => colour,
        }
    }

    /// A number of its own for every colour.
    fn number(self) -> u64 {
        match self {
            Self::Default => 0,
            Self::Palette(i) => 1 << 24 | u64::from(i),
            Self::Rgb(r, g, b) => u64::from_be_bytes([0, 0, 0, 0, 2, r, g, b]),
        }
    }

    /// Appends the SGR parameters of this colour; `base` is 30 for text and 40 for the background.
    fn write(self, base: u16, out: &mut Vec<u8>) {
        let (parameters, n): ([u16; 5], usize) = match self {
            Self::Default => ([base + 9, 0, 0, 0, 0], 1),
            Self::Palette(i @ 0..8) => ([base + u16::from(i), 0, 0, 0, 0], 1),
            Self::Palette(i @ 8..16) => ([base + 52 + u16::from(i), 0, 0, 0, 0], 1),
            Self::Palette(i) => ([base + 8, 5, u16::from(i), 0, 0], 3),
            Self::Rgb(r, g, b) => ([base + 8, 2, r.into(), g.into(), b.into()], 5),
        };
        for parameter in &parameters[..n] {
            out.push(b';');
            push_number(*parameter, out);
        }
    }
}

/// The steps of xterm's colour cube.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// xterm's first sixteen colours, which most palettes stay close to.
const ANSI: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

/// The colour of an entry of xterm's palette of 256.
fn palette_rgb(i: u8) -> [u8; 3] {
    match i {
        0..16 => ANSI[usize::from(i)],
        16..232 => {
            let i = usize::from(i - 16);
            [CUBE[i / 36], CUBE[i / 6 % 6], CUBE[i % 6]]
        }
        232.. => [8 + (i - 232) * 10; 3],
    }
}

/// Square of the distance of two colours, weighted as the eye sees them.
fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    let d = |i: usize| u32::from(a[i].abs_diff(b[i])).pow(2);
    2 * d(0) + 4 * d(1) + 3 * d(2)
}

/// The nearest of the palette's fixed 240 colours: the first 16 are the user's own and unknown.
fn nearest_256(rgb: [u8; 3]) -> u8 {
    (16..=255)
        .min_by_key(|i| distance(rgb, palette_rgb(*i)))
        .unwrap_or(16)
}

/// The nearest of the first 16 colours.
fn nearest_16(rgb: [u8; 3]) -> u8 {
    (0..16)
        .min_by_key(|i| distance(rgb, palette_rgb(*i)))
        .unwrap_or(7)
}

/// Attributes that show on a blank cell too.
const SEEN_ON_BLANK: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// Attributes in the order of their SGR numbers 1 to 9; the number to switch off is beside each.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// What the terminal writes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Pen {
    /// Colour of the text.
    pub(super) fg: Colour,
    /// Colour of the background.
    pub(super) bg: Colour,
    /// Attributes.
    pub(super) mods: Modifier,
    /// The number of the link whose words these are, as the painter numbers them; 0 where there is none.
    pub(super) link: u16,
}

impl Pen {
    /// The pen that a blank needs: two that look the same on a blank become equal here.
    pub(super) fn on_blank(self) -> Self {
        if self.mods.intersects(SEEN_ON_BLANK) {
            self
        } else {
            Self {
                bg: self.bg,
                link: self.link,
                ..Self::default()
            }
        }
    }

    /// Numbers that tell this pen from every other.
    pub(super) fn digest(self) -> [u64; 2] {
        let colours = self.fg.number() << 32 | self.bg.number();
        [
            colours,
            u64::from(self.link) << 16 | u64::from(self.mods.bits()),
        ]
    }

    /// Whether a blank in this pen is nothing but background, so that erasing can make it.
    pub(super) fn is_erasable(self, bce: bool) -> bool {
        self.link == 0
            && !self.mods.intersects(SEEN_ON_BLANK)
            && (bce || self.bg == Colour::Default)
    }

    /// Appends the shortest SGR that turns a terminal writing with `self` to `next`. Links are no SGR.
    pub(super) fn write_change(self, next: Self, out: &mut Vec<u8>) {
        let next = Self {
            link: self.link,
            ..next
        };
        if self == next {
            return;
        }
        let delta = self.parameters(next);
        let fresh = Self::default().parameters(next);
        out.extend_from_slice(b"\x1b[");
        if fresh.is_empty() {
            // `ESC[m` is the shortest of all.
        } else if delta.len() <= fresh.len() + 1 {
            out.extend_from_slice(&delta[1..]);
        } else {
            out.push(b'0');
            out.extend_from_slice(&fresh);
        }
        out.push(b'm');
    }

    /// The SGR parameters that turn `self` to `next`, each with a `;` before it.
    fn parameters(self, next: Self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut kept = self.mods;
        let mut last = 0;
        // Some terminals know bold or dim, but not both: there the one that came last counts, and
        // that must not depend on what was before.
        let both = Modifier::BOLD | Modifier::DIM;
        if next.mods.contains(both) && self.mods & both == Modifier::DIM {
            kept.remove(both);
            out.extend_from_slice(b";22");
            last = 22;
        }
        for (attribute, _, off) in ATTRIBUTES {
            if (self.mods - next.mods).contains(attribute) {
                // 22 ends both bold and dim, 25 both kinds of blinking.
                for (other, _, o) in ATTRIBUTES {
                    if o == off {
                        kept.remove(other);
                    }
                }
                if off != last {
                    out.push(b';');
                    push_number(u16::from(off), &mut out);
                }
                last = off;
            }
        }
        for (attribute, on, _) in ATTRIBUTES {
            if (next.mods - kept).contains(attribute) {
                out.extend_from_slice(&[b';', b'0' + on]);
            }
        }
        if self.fg != next.fg {
            next.fg.write(30, &mut out);
        }
        if self.bg != next.bg {
            next.bg.write(40, &mut out);
        }
        out
    }
}

/// Appends a number in decimal.
pub(super) fn push_number(n: u16, out: &mut Vec<u8>) {
    if n >= 10 {
        push_number(n / 10, out);
    }
    out.push(b'0' + (n % 10) as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(a: Pen, b: Pen) -> String {
        let mut out = Vec::new();
        a.write_change(b, &mut out);
        String::from_utf8(out).expect("ASCII").replace('\x1b', "^")
    }

    fn pen(fg: Colour, mods: Modifier) -> Pen {
        Pen {
            fg,
            mods,
            ..Pen::default()
        }
    }

    #[test]
    fn only_what_changed_is_sent() {
        let plain = Pen::default();
        let red = pen(Colour::Palette(1), Modifier::empty());
        let bold = pen(Colour::Default, Modifier::BOLD);
        let bold_red = pen(Colour::Palette(1), Modifier::BOLD);
        let dim_red = pen(Colour::Palette(1), Modifier::DIM);
        let both = pen(Colour::Palette(1), Modifier::BOLD | Modifier::DIM);
        let dim = pen(Colour::Palette(1), Modifier::DIM);
        let far = pen(Colour::Palette(200), Modifier::ITALIC);
        assert_eq!(change(plain, plain), "");
        assert_eq!(change(plain, red), "^[31m");
        assert_eq!(change(red, plain), "^[m");
        assert_eq!(change(plain, bold_red), "^[1;31m");
        assert_eq!(change(bold_red, red), "^[22m");
        assert_eq!(change(bold_red, bold), "^[39m");
        assert_eq!(change(both, bold_red), "^[22;1m");
        assert_eq!(change(bold_red, both), "^[2m");
        assert_eq!(change(dim, both), "^[22;1;2m");
        assert_eq!(change(bold_red, dim_red), "^[22;2m");
        assert_eq!(change(plain, far), "^[3;38;5;200m");
        assert_eq!(
            change(
                pen(Colour::Palette(9), Modifier::all()),
                pen(Colour::Default, Modifier::REVERSED)
            ),
            "^[0;7m"
        );
        assert_eq!(
            change(
                plain,
                Pen {
                    bg: Colour::Palette(12),
                    ..plain
                }
            ),
            "^[104m"
        );
    }

    #[test]
    fn colours_are_reduced_to_what_the_terminal_has() {
        let rgb = Color::Rgb(255, 0, 0);
        assert_eq!(Colour::new(rgb, Colours::True), Colour::Rgb(255, 0, 0));
        assert_eq!(Colour::new(rgb, Colours::Ansi256), Colour::Palette(196));
        assert_eq!(Colour::new(rgb, Colours::Ansi16), Colour::Palette(9));
        assert_eq!(Colour::new(rgb, Colours::Mono), Colour::Default);
        assert_eq!(
            Colour::new(Color::Indexed(196), Colours::Ansi16),
            Colour::Palette(9)
        );
        assert_eq!(
            Colour::new(Color::Gray, Colours::Ansi16),
            Colour::Palette(7)
        );
        assert_eq!(
            Colour::new(Color::Rgb(128, 128, 128), Colours::Ansi256),
            Colour::Palette(244)
        );
    }
}

//! Themes: a style for every role. The default takes the terminal's own colours, so that it reads on
//! dark and light alike.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use toml::Spanned;

use crate::app::settings::nearest;

macro_rules! roles {
    ($($variant:ident $name:literal;)*) => {
        /// What a piece of the screen is, whatever it looks like.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Role { $(#[doc = $name] $variant,)* }

        impl Role {
            /// All roles.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name in theme files.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

roles! {
    Text "text";
    Dim "dim";
    Title "title";
    Heading "heading";
    Quote "quote";
    Code "code";
    Caption "caption";
    Link "link";
    Emphasis "emphasis";
    Strong "strong";
    Strike "strike";
    PaneTitle "pane-title";
    PaneFocus "pane-focus";
    Separator "separator";
    Stated "guide-stated";
    Inferred "guide-inferred";
    Author "author";
    AuthorRead "author-read";
    Op "op";
    Unread "unread";
    New "new";
    Star "star";
    Tag "tag";
    Remark "remark";
    Chosen "chosen";
    Group "group";
    Reason "reason";
    Hit "hit";
    HitNow "hit-now";
    Selection "selection";
    Note "note";
    Bad "bad";
    Key "key";
    Hint "hint";
    Frame "frame";
    Label "label";
    Tie "tie";
    Only "only";
}

/// A style for every role.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Its name.
    pub name: String,
    styles: BTreeMap<Role, Style>,
}

/// The themes that ship: name and file.
pub const BUILTIN: &[(&str, &str)] = &[
    (
        "terminal",
        include_str!("../../assets/themes/terminal.toml"),
    ),
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("ansi16", include_str!("../../assets/themes/ansi16.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
];

/// The names of the terminal's own colours.
const COLOURS: &[&str] = &[
    "reset",
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "gray",
    "darkgray",
    "lightred",
    "lightgreen",
    "lightyellow",
    "lightblue",
    "lightmagenta",
    "lightcyan",
    "white",
];

const MODIFIERS: &[(&str, Modifier)] = &[
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
    ("crossed-out", Modifier::CROSSED_OUT),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    inherits: Option<Spanned<String>>,
    #[serde(default)]
    palette: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    roles: BTreeMap<Spanned<String>, FileStyle>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileStyle {
    fg: Option<Spanned<String>>,
    bg: Option<Spanned<String>>,
    #[serde(default)]
    mods: Vec<Spanned<String>>,
}

/// Why a theme could not be read. Lines count from 1.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not TOML, or has keys that no theme has.
    #[error("line {line}: {}", why.message())]
    Syntax {
        /// Where.
        line: usize,
        /// What is wrong.
        #[source]
        why: toml::de::Error,
    },
    /// It names a colour, role, modifier or theme that does not exist.
    #[error("line {line}: there is no {kind} “{name}”{}", near.as_ref().map_or_else(String::new, |n| format!("; did you mean “{n}”?")))]
    Unknown {
        /// Where.
        line: usize,
        /// What kind of thing.
        kind: &'static str,
        /// Its name.
        name: String,
        /// The nearest name of one that exists.
        near: Option<String>,
    },
}

impl Error {
    fn unknown<'a>(
        text: &str,
        kind: &'static str,
        name: &Spanned<String>,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::Unknown {
            line: line_of(text, name.span().start),
            kind,
            near: nearest(name.get_ref(), known.into_iter()).map(str::to_owned),
            name: name.get_ref().clone(),
        }
    }
}

/// The line of the byte `at`.
fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|b| *b == b'\n').count()
}

impl Theme {
    /// A theme that ships.
    pub fn builtin(name: &str) -> Option<Self> {
        let (name, file) = BUILTIN.iter().find(|(n, _)| *n == name)?;
        Self::parse(name, file).ok()
    }

    /// Reads a theme file.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn parse(name: &str, text: &str) -> Result<Self, Error> {
        let file: File = toml::from_str(text).map_err(|why| Error::Syntax {
            line: line_of(text, why.span().map_or(0, |s| s.start)),
            why,
        })?;
        let mut styles = match &file.inherits {
            None => BTreeMap::new(),
            Some(base) => {
                let known = BUILTIN.iter().map(|(n, _)| *n);
                Self::builtin(base.get_ref())
                    .ok_or_else(|| Error::unknown(text, "theme", base, known))?
                    .styles
            }
        };
        for (name, style) in &file.roles {
            let role = Role::ALL.iter().find(|r| r.name() == name.get_ref());
            let known = Role::ALL.iter().map(|r| r.name());
            let role = role.ok_or_else(|| Error::unknown(text, "role", name, known))?;
            styles.insert(*role, read_style(text, style, &file.palette)?);
        }
        Ok(Self {
            name: name.to_owned(),
            styles,
        })
    }

    /// The style of a role, over that of [`Role::Text`].
    pub fn style(&self, role: Role) -> Style {
        let text = self.styles.get(&Role::Text).copied().unwrap_or_default();
        if role == Role::Text {
            text
        } else {
            text.patch(self.over(role))
        }
    }

    /// What a role changes of the style below it.
    pub fn over(&self, role: Role) -> Style {
        self.styles.get(&role).copied().unwrap_or_default()
    }

    /// What to show instead where the terminal has 16 colours only: painted colours would come out as
    /// whatever of the 16 is nearest, on a ground that is not painted at all.
    #[must_use]
    pub fn for_few_colours(self) -> Self {
        let painted = |c: Option<Color>| matches!(c, Some(Color::Rgb(..) | Color::Indexed(16..)));
        if !self.styles.values().any(|s| painted(s.fg) || painted(s.bg)) {
            return self;
        }
        let dark = match self.over(Role::Text).bg {
            Some(Color::Rgb(r, g, b)) => u16::from(r) + u16::from(g) + u16::from(b) < 384,
            _ => false,
        };
        Self::builtin(if dark { "ansi16" } else { "terminal" }).unwrap_or(self)
    }

    /// The same without any colour, for `NO_COLOR`: attributes stay, and what only colour told apart is
    /// taken from the monochrome theme.
    #[must_use]
    pub fn without_colour(&self) -> Self {
        Self::builtin("mono").unwrap_or_else(|| self.clone())
    }
}

fn read_style(
    text: &str,
    file: &FileStyle,
    palette: &BTreeMap<String, Spanned<String>>,
) -> Result<Style, Error> {
    let colour = |name: &Spanned<String>| {
        let name = palette.get(name.get_ref()).unwrap_or(name);
        let known = palette.keys().map(String::as_str);
        let known = known.chain(COLOURS.iter().copied());
        let colour = name.get_ref().parse::<Color>().ok();
        colour.ok_or_else(|| Error::unknown(text, "colour", name, known))
    };
    let mut style = Style::new();
    if let Some(fg) = &file.fg {
        style = style.fg(colour(fg)?);
    }
    if let Some(bg) = &file.bg {
        style = style.bg(colour(bg)?);
    }
    for name in &file.mods {
        let modifier = MODIFIERS.iter().find(|(n, _)| n == name.get_ref());
        let known = MODIFIERS.iter().map(|(n, _)| *n);
        let (_, modifier) =
            modifier.ok_or_else(|| Error::unknown(text, "modifier", name, known))?;
        style = style.add_modifier(*modifier);
    }
    Ok(style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_told_with_their_line_and_the_nearest_name() {
        for (text, said) in [
            (
                "\ninherits = \"drk\"\n",
                "line 2: there is no theme “drk”; did you mean “dark”?",
            ),
            (
                "[roles]\ntext = {}\ntitel = {}\n",
                "line 3: there is no role “titel”",
            ),
            (
                "[roles]\nlinks = {}\n",
                "line 2: there is no role “links”; did you mean “link”?",
            ),
            (
                "[palette]\nsea = \"bleu2\"\n[roles]\nlink = { fg = \"sea\" }\n",
                "line 2: there is no colour “bleu2”",
            ),
            (
                "[roles]\nlink = { fg = \"yelow\" }\n",
                "line 2: there is no colour “yelow”; did you mean “yellow”?",
            ),
            (
                "[roles.link]\nmods = [\"bold\",\n\"itallic\"]\n",
                "line 3: there is no modifier “itallic”; did you mean “italic”?",
            ),
            ("\n\nroles = 1\n", "line 3: "),
            ("\n[role]\n", "line 2: unknown field `role`"),
            ("[roles]\nlink = {", "line 2: "),
        ] {
            let error = Theme::parse("own", text).unwrap_err().to_string();
            assert!(error.starts_with(said), "{text:?}: {error}");
        }
        assert!(BUILTIN.iter().all(|(n, _)| Theme::builtin(n).is_some()));
        for colour in COLOURS {
            assert!(colour.parse::<Color>().is_ok(), "{colour}");
        }
    }
}

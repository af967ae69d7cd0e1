//! Themes: a style for every role. The default takes the terminal's own colours, so that it reads on
//! dark and light alike.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    inherits: Option<String>,
    #[serde(default)]
    palette: BTreeMap<String, String>,
    #[serde(default)]
    roles: BTreeMap<String, FileStyle>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileStyle {
    fg: Option<String>,
    bg: Option<String>,
    #[serde(default)]
    mods: Vec<String>,
}

/// Why a theme could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not TOML, or has keys that no theme has.
    #[error("{}", .0.message())]
    Syntax(#[from] toml::de::Error),
    /// It names a colour, role, modifier or theme that does not exist.
    #[error("there is no {kind} “{name}”")]
    Unknown {
        /// What kind of thing.
        kind: &'static str,
        /// Its name.
        name: String,
    },
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
    pub fn parse(name: &str, file: &str) -> Result<Self, Error> {
        let file: File = toml::from_str(file)?;
        let mut styles = match &file.inherits {
            None => BTreeMap::new(),
            Some(base) => {
                Self::builtin(base)
                    .ok_or_else(|| Error::Unknown {
                        kind: "theme",
                        name: base.clone(),
                    })?
                    .styles
            }
        };
        for (role, style) in &file.roles {
            let known = Role::ALL.iter().copied().find(|r| r.name() == role);
            let role = known.ok_or_else(|| Error::Unknown {
                kind: "role",
                name: role.clone(),
            })?;
            styles.insert(role, read_style(style, &file.palette)?);
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

fn read_style(file: &FileStyle, palette: &BTreeMap<String, String>) -> Result<Style, Error> {
    let colour = |name: &String| {
        let name = palette.get(name).unwrap_or(name);
        name.parse::<Color>().ok().ok_or_else(|| Error::Unknown {
            kind: "colour",
            name: name.clone(),
        })
    };
    let mut style = Style::new();
    if let Some(fg) = &file.fg {
        style = style.fg(colour(fg)?);
    }
    if let Some(bg) = &file.bg {
        style = style.bg(colour(bg)?);
    }
    for name in &file.mods {
        style = style.add_modifier(match name.as_str() {
            "bold" => Modifier::BOLD,
            "dim" => Modifier::DIM,
            "italic" => Modifier::ITALIC,
            "underlined" => Modifier::UNDERLINED,
            "reversed" => Modifier::REVERSED,
            "crossed-out" => Modifier::CROSSED_OUT,
            _ => {
                return Err(Error::Unknown {
                    kind: "modifier",
                    name: name.clone(),
                });
            }
        });
    }
    Ok(style)
}

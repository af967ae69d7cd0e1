//! The rows of the help: every key of the program, from the table of commands.

use super::Look;
use crate::app::App;
use crate::app::action::{Action, Scope};
use crate::app::word::Word;

/// A row of the help.
pub(super) enum HelpRow {
    Heading(String),
    Key(String, String),
    Words(String),
    Blank,
}

/// Every key of the program, by scope, with the rules that no row tells.
pub(super) fn rows(app: &App, look: &Look) -> Vec<HelpRow> {
    let mut rows = Vec::new();
    for scope in Scope::ALL {
        let name = match scope {
            Scope::Everywhere => Word::ScopeEverywhere,
            Scope::Shelf => Word::ScopeShelf,
            Scope::Reader => Word::ScopeReader,
            Scope::Article => Word::ScopeArticle,
            Scope::Thread => Word::ScopeThread,
            Scope::Sources => Word::ScopeSources,
        };
        let actions: Vec<Action> = Action::ALL
            .iter()
            .copied()
            .filter(|a| a.row().scope == scope)
            .collect();
        if actions.is_empty() {
            continue;
        }
        rows.push(HelpRow::Heading(look.lang.word(name).to_owned()));
        for action in actions {
            let mut keys = app.keymap.keys_of(action);
            if keys.len() > 4 {
                keys = vec![
                    keys[0].clone(),
                    "…".to_owned(),
                    keys[keys.len() - 1].clone(),
                ];
            }
            rows.push(HelpRow::Key(
                keys.join(" "),
                look.lang.command(action).to_owned(),
            ));
        }
        rows.push(HelpRow::Blank);
    }
    for word in [Word::HelpCounts, Word::HelpMouse, Word::HelpThai] {
        rows.push(HelpRow::Words(look.lang.word(word).to_owned()));
    }
    rows
}

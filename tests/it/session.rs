//! Taking and giving back the terminal.

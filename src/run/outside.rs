//! The leave to reach outside the program: to start another one, to stop to a shell.

/// Whoever starts a program or stops to a shell must show this, and a kiosk has none.
#[derive(Debug, Clone, Copy)]
pub struct Outside(());

impl Outside {
    /// It is had everywhere but in a kiosk.
    pub fn unless(kiosk: bool) -> Option<Self> {
        (!kiosk).then_some(Self(()))
    }
}

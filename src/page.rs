//! Laid-out lines.

//! Opening addresses.

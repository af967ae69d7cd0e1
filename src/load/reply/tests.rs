//! Invented threads.

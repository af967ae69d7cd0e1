//! All integration tests, one binary.

mod load;
mod thread;

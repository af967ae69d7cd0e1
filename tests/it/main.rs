//! The integration tests, one module an area.

mod text_wrap;

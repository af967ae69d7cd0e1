//! The document format, version 1: JSON Lines in and out.

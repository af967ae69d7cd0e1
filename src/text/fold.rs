//! The form in which text is searched: case, Thai normal form, digits.

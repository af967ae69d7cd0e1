//! The panes' state: what each shows and where it stands. They know nothing of colours or signs.

pub mod article;
pub mod shelf;
pub mod sources;
pub mod thread;

pub use article::ArticlePane;
pub use shelf::ShelfPane;
pub use sources::SourcesPane;
pub use thread::ThreadPane;

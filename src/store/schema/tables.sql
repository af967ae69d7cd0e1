CREATE TABLE document(
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  added INTEGER NOT NULL,
  digest BLOB NOT NULL,
  title TEXT NOT NULL,
  stand_in INTEGER NOT NULL,
  outlet TEXT,
  byline TEXT,
  published TEXT,
  lang TEXT,
  n_comments INTEGER NOT NULL,
  path TEXT NOT NULL,
  url TEXT,
  at INTEGER,
  batch INTEGER NOT NULL
);
CREATE TABLE body(n INTEGER PRIMARY KEY, shape BLOB NOT NULL, words BLOB NOT NULL);
CREATE TABLE term(n INTEGER PRIMARY KEY, words BLOB NOT NULL);
CREATE TABLE done(
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  read INTEGER NOT NULL DEFAULT 0,
  starred INTEGER NOT NULL DEFAULT 0,
  note TEXT,
  place_block INTEGER, place_ordinal INTEGER, place_byte INTEGER,
  chosen INTEGER,
  cut_block INTEGER, cut_ordinal INTEGER,
  no_comments INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE tag(n INTEGER PRIMARY KEY, id BLOB NOT NULL, tag TEXT NOT NULL, UNIQUE(id, tag));
CREATE TABLE done_comment(
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  comment INTEGER NOT NULL,
  read INTEGER NOT NULL DEFAULT 0,
  fresh INTEGER NOT NULL DEFAULT 0,
  starred INTEGER NOT NULL DEFAULT 0,
  folded INTEGER,
  note TEXT,
  UNIQUE(id, comment)
);
CREATE TABLE parent(
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  comment INTEGER NOT NULL,
  parent INTEGER,
  UNIQUE(id, comment)
);
CREATE TABLE fact(n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL);
CREATE TABLE saved(n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, query TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(
  title, body, author, outlet, content='', contentless_delete=1,
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
);
CREATE TABLE signature(n INTEGER PRIMARY KEY, story INTEGER, traits BLOB NOT NULL);
CREATE TABLE posting(n INTEGER PRIMARY KEY, documents BLOB NOT NULL);
CREATE TABLE relation(a INTEGER, b INTEGER, kind INTEGER, score INTEGER, PRIMARY KEY(a, b)) WITHOUT ROWID;
CREATE TABLE veto(n INTEGER PRIMARY KEY, id BLOB, other BLOB, kind INTEGER, UNIQUE(id, other, kind));
CREATE INDEX document_added ON document(batch DESC, added, at, n_comments, lang);
CREATE INDEX document_at ON document(at, added, n_comments, lang);
CREATE INDEX tag_tag ON tag(tag);
CREATE INDEX done_comment_fresh ON done_comment(id) WHERE fresh AND NOT read;
CREATE INDEX done_comment_note ON done_comment(id) WHERE note IS NOT NULL;
CREATE INDEX signature_story ON signature(story);
INSERT INTO words(words, rank) VALUES('hashsize', 4194304);

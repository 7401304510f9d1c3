-- What people set in the interface and expect to find again. No projection: it says nothing of what happened.
CREATE TABLE preferences (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  set_at INTEGER NOT NULL
) STRICT;

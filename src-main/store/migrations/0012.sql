-- What is found by memory's search, newest first, however much there is: the head of each entry beside its content, in
-- order of time, and an index whose rows stand in that order. All three are derived from memory_entries.
CREATE TABLE memory_heads (
  -- When it was kept, in milliseconds, times a thousand, and its turn among those of the same one.
  place INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  type TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  project_id TEXT,
  status TEXT NOT NULL,
  task_id TEXT NOT NULL,
  run_id TEXT,
  task_key TEXT,
  tags TEXT NOT NULL,
  -- The beginning of its text.
  title TEXT NOT NULL,
  -- Of a build log, how many tasks were delegated and how many nobody could do.
  delegated INTEGER,
  unassigned INTEGER
) STRICT;
CREATE UNIQUE INDEX memory_heads_by_id ON memory_heads (id);
INSERT INTO memory_heads
  SELECT turn + max(created_at * 1000 - turn) OVER (ORDER BY turn ROWS UNBOUNDED PRECEDING),
    m.id, created_at, type, agent_id, project_id, status, task_id, run_id, task_key, tags,
    substr(trim(i.text, char(10)), 1, coalesce(nullif(min(instr(trim(i.text, char(10)), char(10)), 121), 0), 121) - 1),
    iif(type = 'build_log', json_array_length(content, '$.delegated_tasks'), NULL),
    iif(type = 'build_log', json_array_length(content, '$.unassigned_tasks'), NULL)
  FROM (SELECT *, row_number() OVER (ORDER BY created_at, event_seq, id) AS turn FROM memory_entries) m
  JOIN memory_index i ON i.id = m.id;

-- How many entries have each word of a filter: what there is to choose from.
CREATE TABLE memory_facets (
  facet TEXT NOT NULL,
  value TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (facet, value)
) STRICT, WITHOUT ROWID;
INSERT INTO memory_facets
  SELECT facet, value, count(*) FROM (
    SELECT 'type' AS facet, type AS value FROM memory_heads
    UNION ALL SELECT 'agent', agent_id FROM memory_heads
    UNION ALL SELECT 'project', project_id FROM memory_heads WHERE project_id IS NOT NULL
    UNION ALL SELECT 'status', status FROM memory_heads
    UNION ALL SELECT 'tag', tag.value FROM memory_heads, json_each(memory_heads.tags) AS tag
  ) GROUP BY facet, value;

-- Beside the text its facts, each in hexadecimal as one word, so that a filter is looked up like a word.
CREATE VIRTUAL TABLE memory_found USING fts5 (text, facts, tokenize = 'unicode61', prefix = '1 2 3');
INSERT INTO memory_found (rowid, text, facts)
  SELECT h.place, i.text, concat_ws(' ', hex('any'),
    hex('type=' || lower(h.type)), hex('agent=' || lower(h.agent_id)), hex('status=' || lower(h.status)),
    hex('project=' || lower(h.project_id)), hex('run=' || lower(h.run_id)),
    (SELECT group_concat(hex('tag=' || lower(tag.value)), ' ') FROM json_each(h.tags) AS tag))
  FROM memory_index i JOIN memory_heads h ON h.id = i.id;
DROP TABLE memory_index;

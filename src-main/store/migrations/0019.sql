-- What was settled on each day in UTC, of each run and of each project: sums are read without going through movements.
CREATE TABLE spending (
  -- `run:<id>`, `project:<id>`; `project:` alone is what belongs to no project.
  account TEXT NOT NULL,
  currency TEXT NOT NULL,
  -- When the day began, in milliseconds since 1970.
  day INTEGER NOT NULL,
  -- Empty where nobody knows, as is the model.
  agent_id TEXT NOT NULL,
  model TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  count INTEGER NOT NULL,
  -- Of these, by quarter of an hour of the day, in the order in which they were first paid in: {"37": [amount, count]}.
  quarters TEXT NOT NULL,
  PRIMARY KEY (account, currency, day, agent_id, model)
) STRICT, WITHOUT ROWID;

-- Of which kind an agent was when it was paid: it may be of another one by now.
CREATE INDEX events_of_agents ON events (body ->> '$.agent.id', seq) WHERE type = 'agent.registered';

CREATE TABLE settlements AS
  SELECT min(t.seq) AS first, t.run_id, coalesce(t.project_id, '') AS project_id, t.currency, t.at / 900000 AS part,
    coalesce(a.agent_id, '') AS agent_id,
    coalesce(CASE
      WHEN e.type IN ('budget.charged', 'decision.made') THEN e.body ->> '$.model'
      WHEN json_type(a.result, '$.data.model') = 'text'
        AND (SELECT k.body ->> '$.agent.kind' FROM events k
          WHERE k.type = 'agent.registered' AND k.body ->> '$.agent.id' = a.agent_id AND k.seq < t.seq
          ORDER BY k.seq DESC LIMIT 1) IN ('model', 'builtin')
      THEN a.result ->> '$.data.model' END, '') AS model,
    sum(t.amount_minor) AS amount, count(*) AS count
  FROM transactions t
    JOIN events e ON e.seq = t.seq
    LEFT JOIN attempts a ON a.run_id = t.run_id AND a.task_key = t.task_key AND a.number = t.attempt
  WHERE t.kind = 'settle'
  GROUP BY t.run_id, coalesce(t.project_id, ''), t.currency, part, coalesce(a.agent_id, ''), model;

INSERT INTO spending
  SELECT account, currency, part / 96 * 86400000, agent_id, model, sum(amount), sum(count),
    json_group_object(part % 96, json_array(amount, count) ORDER BY first)
  FROM (
    SELECT account, currency, part, agent_id, model, min(first) AS first, sum(amount) AS amount, sum(count) AS count
    FROM (
      SELECT 'run:' || run_id AS account, * FROM settlements
      UNION ALL SELECT 'project:' || project_id, * FROM settlements)
    GROUP BY account, currency, part, agent_id, model)
  GROUP BY account, currency, part / 96, agent_id, model;
DROP TABLE settlements;

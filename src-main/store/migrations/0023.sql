-- Simulations are left out of statistics. Runs of earlier versions were not started as one.
ALTER TABLE runs ADD COLUMN is_simulated INTEGER NOT NULL DEFAULT 0;

-- Runs are counted and listed by their outcome, from indexes alone.
DROP INDEX runs_by_time;
CREATE INDEX runs_by_time ON runs (created_at, id, status, outcome, ended_at, project_id, title, plan_key);
DROP INDEX runs_by_status;
CREATE INDEX runs_by_status ON runs (status, outcome, ended_at);
DROP INDEX runs_by_project;
CREATE INDEX runs_by_project ON runs (project_id, created_at, status, outcome, is_simulated) WHERE project_id IS NOT NULL;

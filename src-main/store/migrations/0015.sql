-- Runs are looked through in order of time, without reading their rows: all that a search asks of them is in here.
DROP INDEX runs_by_creation;
CREATE INDEX runs_by_time ON runs (created_at, id, status, ended_at, project_id, title, plan_key);

-- How many go on, and how many came to what since when.
DROP INDEX runs_by_status;
CREATE INDEX runs_by_status ON runs (status, ended_at);

-- The newest goal of a project.
CREATE INDEX runs_of_goals ON runs (project_id, created_at) WHERE project_id IS NOT NULL AND goal IS NOT NULL;

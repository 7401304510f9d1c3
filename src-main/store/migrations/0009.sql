-- Where the programs of a run work: a folder of its own, or git worktrees of its project.
ALTER TABLE runs ADD COLUMN workspace TEXT NOT NULL DEFAULT 'folder';

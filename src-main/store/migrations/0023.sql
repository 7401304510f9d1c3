-- Simulations are left out of statistics. Runs of earlier versions were not started as one.
ALTER TABLE runs ADD COLUMN is_simulated INTEGER NOT NULL DEFAULT 0;

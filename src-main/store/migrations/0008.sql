-- A plan that nobody wants to see any more. It stays readable: plans that have it as a part name it by its id.
ALTER TABLE plans ADD COLUMN removed_at INTEGER;

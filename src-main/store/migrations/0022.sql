-- Money granted to one task, held for it until it starts or ends: JSON, by `<run id>/<task key>`.
ALTER TABLE accounts ADD COLUMN grants TEXT NOT NULL DEFAULT '{}';

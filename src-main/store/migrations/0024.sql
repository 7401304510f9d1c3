-- Accounts that may not be used before a time: the few attempts that were refused for it.
CREATE INDEX attempts_reset ON attempts (agent_id, json_extract(failure, '$.resetAt'))
  WHERE json_extract(failure, '$.resetAt') IS NOT NULL;

import { expect, it } from 'vitest'
import { createTempDir, openTestStore } from '../support/engine.ts'

it('the accounts with a rate limit are read from an index alone, for any length of the history', () => {
  const store = openTestStore(createTempDir())
  const add = (number: number, agentId: string, resetAt?: number) => {
    const failure = {
      reason: 'rate_limited',
      message: 'limit',
      ...(resetAt !== undefined && { resetAt }),
    } as const
    store.attempts.add({
      ...{ runId: 'run_1', taskKey: 'a', number, agentId, status: 'failed', startedAt: 1, endedAt: 2 },
      ...{ result: null, failure, reserved: null, spent: null, memo: null },
    })
  }
  store.db.pragma('foreign_keys = OFF')
  add(1, 'ann', 100)
  add(2, 'ann', 300)
  add(3, 'ben', 50)
  add(4, 'cyd')
  expect(store.attempts.listResets(60)).toEqual([{ agentId: 'ann', resetAt: 300 }])
  const plan = store.db
    .prepare<[], { detail: string }>(
      `EXPLAIN QUERY PLAN SELECT agent_id, max(json_extract(failure, '$.resetAt')) FROM attempts
       WHERE json_extract(failure, '$.resetAt') IS NOT NULL AND json_extract(failure, '$.resetAt') > 60
       GROUP BY agent_id`,
    )
    .all()
  expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining('attempts_reset')])
  store.close()
})

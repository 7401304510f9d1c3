import { chmodSync, copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { EventBody } from '#shared/events.ts'
import { runIdSchema } from '#shared/ids.ts'
import { replay, upcast } from '../../src-main/engine/replay.ts'
import { agentOf, createHarness, createTempDir, openTestStore } from '../support/engine.ts'

function oldDataDir(): string {
  const dataDir = createTempDir()
  const file = join(dataDir, 'switchyard.sqlite')
  copyFileSync(join(import.meta.dirname, '../fixtures/store/version-1.sqlite'), file)
  chmodSync(file, 0o600)
  return dataDir
}

it('a log of the first version gives the same tables by replay and by migration (E8)', () => {
  const old = openTestStore(oldDataDir())
  const copy = openTestStore(createTempDir())
  replay(old, copy)
  expect(copy.dumpProjections()).toEqual(old.dumpProjections())
  old.close()
  copy.close()
})

it.each([
  [{ type: 'task.carried' }, { message: 'Its result was taken over from an earlier run.' }],
  [{ type: 'task.done_before' }, { message: 'Done before this run, as its plan says.' }],
  [
    { type: 'attempt.failed', next: 'retry', failure: { message: 'disk full' } },
    { waitMessage: 'Waits before it tries again. It failed with: disk full' },
  ],
  [{ type: 'attempt.failed', next: 'fail', failure: { message: 'disk full' } }, { waitMessage: null }],
  [{ type: 'task.done_before', message: 'Done.' }, { message: 'Done.' }],
])('the event %j without a text gets the text that older versions stored in the tables', (stored, text) => {
  const body: EventBody = JSON.parse(JSON.stringify(stored))
  expect(upcast(body)).toEqual({ ...upcast(body), ...stored, ...text })
})

it('a run that an older version left at a gate continues with real work of its simulated agent', async () => {
  const harness = createHarness({ dataDir: oldDataDir() })
  const [gate] = harness.store.approvals.listOpen()
  if (gate === undefined) throw new Error('The old database has no open gate')
  const approvalId = `gate_${gate.id.slice('gate_'.length)}` as const
  const { hash } = gate
  const answer = { answer: 'approve', by: 'me', note: null, response: null } as const
  const outcome = await harness.engine.dispatch({ type: 'approval.answer', approvalId, hash, ...answer })
  expect(outcome.ok).toBe(true)
  await harness.settle()
  expect(harness.engine.state.runs.get(runIdSchema.parse(gate.runId))?.tasks.get('c')).toMatchObject({
    status: 'todo',
    agentId: null,
    reason: { message: expect.stringContaining('All agents for this run are simulated.') },
  })
  await harness.register(agentOf('ann'))
  await harness.settle()
  expect(harness.store.runs.find(gate.runId)?.status).toBe('done')
})

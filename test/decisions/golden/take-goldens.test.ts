import { describe, expect, it } from 'vitest'
import { isRunOver } from '../../../src-shared/model/runs/run.ts'
import { bootTestApp } from '../../support/app.ts'
import { createTempDir, openTestStore } from '../../support/engine.ts'
import { outcomeOf, parseGolden, writeGolden } from './golden.ts'
import { takeGoldens } from './take-goldens.ts'

describe('the goldens of a run', () => {
  it('exist for each of its decisions, with the decision', async () => {
    const { client, dataDir, close } = await bootTestApp()
    const { id: runId } = await client.goals.start({ goal: 'Create an API for bookings and a guide for it' })
    for await (const { run } of await client.runs.watch({ runId })) if (isRunOver(run.status)) break
    const ledger = await client.goals.listDecisions({ runId })
    await close()
    const [from, into] = [openTestStore(dataDir), openTestStore(createTempDir())]
    const goldens = takeGoldens({ from, into, runId })
    expect(goldens.map(({ expected }) => expected)).toEqual(
      ledger.map(({ proposed, decision, findings }) => outcomeOf(proposed, { decision, findings })),
    )
    expect(goldens.at(-1)?.context.artifacts.map(({ name }) => name)).toContain('work.test.mjs')
    for (const golden of goldens) expect(parseGolden(writeGolden(golden), 'taken')).toEqual(golden)
    from.close()
    into.close()
  })
})

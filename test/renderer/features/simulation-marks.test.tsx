import { expect, it } from 'vitest'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { FoundRow } from '../../../src-renderer/features/memory/memory-list.tsx'
import { RunHeader } from '../../../src-renderer/features/run/header/run-header.tsx'
import { readWholeLog } from '../../../src-renderer/features/run/log/save-log.ts'
import { columnsOf } from '../../../src-renderer/features/runs/run-columns.tsx'
import { statisticsCsv } from '../../../src-renderer/features/statistics/numbers.ts'
import { RunProvider } from '../../../src-renderer/stores/run-context.tsx'
import { createRunStore } from '../../../src-renderer/stores/run-store.ts'
import { present } from '../../../src-shared/assert.ts'
import { createDrawing, readable } from '../drawn.tsx'

type Drawing = Awaited<ReturnType<typeof createDrawing>>

async function startRun({ client }: Drawing, simulate: boolean): Promise<RunView> {
  const task = { task_id: 'a', description: 'Summarise: one two', required_skills: ['summarization'] }
  const { runId } = await client.runs.start({ request: { plan_id: 'p', tasks: [task] }, simulate })
  for await (const { run } of await client.runs.watch({ runId })) if (isRunOver(run.status)) return run
  throw new Error('The run did not end.')
}

it.each([true, false])('a simulation is marked in the window and in exports (%s)', async (simulate) => {
  const drawing = await createDrawing()
  const { client, htmlOf } = drawing
  const run = await startRun(drawing, simulate)
  const isMarked = (text: string) => expect(/simulation/i.test(text)).toBe(simulate)
  const header = (
    <RunProvider value={createRunStore(run.id)}>
      <RunHeader run={run} status="done" />
    </RunProvider>
  )
  isMarked(readable(htmlOf(header)))
  const columns = columnsOf({ isNarrow: false, isTiny: false }, (id) => id)
  isMarked(readable(htmlOf(columns.map(({ key, cell }) => <div key={key}>{cell(run)}</div>))))
  const [entry] = await client.memory.find({ filter: { type: ['build_log'] }, limit: 1 })
  isMarked(readable(htmlOf(<FoundRow entry={present(entry, 'entry')} isChosen={false} search={{}} />)))
  isMarked(await readWholeLog(client, { runId: run.id, taskKey: null }))
  isMarked(await readWholeLog(client, { runId: run.id, taskKey: 'a' }))
  const span = simulate ? { simulated: true } : {}
  isMarked(statisticsCsv(await client.insight.stats(span), await client.insight.trend(span), simulate))
})

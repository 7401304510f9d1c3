import { describe, expect, it } from 'vitest'
import { readBuildEnd, readBuildLog } from '../../../../src-renderer/features/memory/build-log.ts'
import { BuildLogView } from '../../../../src-renderer/features/memory/read-view.tsx'
import { present } from '../../../../src-shared/assert.ts'
import type { MemoryEntry } from '../../../../src-shared/model/memory.ts'
import { createDrawing, readable } from '../../drawn.tsx'

const started = {
  plan_id: 'p',
  delegated_tasks: [
    { task_id: 'plant', assigned_agent: 'ash', delegation_task_id: 'plant-1' },
    { task_id: 'publish', assigned_agent: 'ash', delegation_task_id: 'publish-1' },
  ],
  unassigned_tasks: [],
  timestamp: '2026-11-01T09:00:00.000000',
}
const ended = {
  ...started,
  outcome: 'succeeded_with_gaps',
  ended_at: '2026-11-01T10:00:00.000Z',
  results: [
    {
      task_id: 'plant',
      title: 'Plant',
      status: 'done',
      agent: 'ash',
      result: 'Six tomatoes stand.',
      reason: null,
      files: [],
    },
    {
      task_id: 'publish',
      title: 'Publish',
      status: 'skipped',
      agent: 'ash',
      result: '',
      reason: 'Branch not taken.',
      files: [],
    },
  ],
  results_left_out: 0,
  files: ['bed.md'],
  cost: [{ currency: 'EUR', amount_minor: 250 }],
  gaps: [{ kind: 'incomplete_file', task_id: 'plant', name: 'bed.md', message: 'The north side.' }],
  gap_count: 1,
}

async function read(content: object): Promise<string> {
  const { htmlOf } = await createDrawing()
  const entry = { type: 'build_log', content } as MemoryEntry
  const build = present(readBuildLog(entry), 'build log')
  return readable(htmlOf(<BuildLogView {...{ build, end: readBuildEnd(entry), runId: null }} />))
}

describe('the page of a build log', () => {
  it('shows outcome, cost and gaps of its run', async () => {
    const text = await read(ended)
    expect(text).toMatch(/^Outcome Succeeded with gaps/)
    expect(text).toContain('2.50 EUR')
    expect(text).toContain('Incomplete file bed.md The north side.')
    expect(text).toMatch(/plant .*Done Six tomatoes stand\. publish .*Skipped Branch not taken\./)
  })

  it('shows only the assignments of an active run', async () => {
    const text = await read(started)
    expect(text).not.toContain('Outcome')
    expect(text).toMatch(/^2 delegated tasks/)
  })
})

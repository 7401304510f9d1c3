import { describe, expect, it } from 'vitest'
import { byAttention } from '../../../src-renderer/entities/projects/attention.ts'
import type { ProjectView } from '../../../src-shared/model/project.ts'

const project = (id: string, over: Partial<ProjectView> = {}): ProjectView => ({
  ...{ id, name: id, folder: null, archivedAt: null, goal: null, runCount: 0, planCount: 0, openRuns: 0 },
  ...{ waiting: 0, lastActivityAt: null, lastRuns: [], newestRun: null, spent: null, cap: null, ...over },
})

describe('projects by attention', () => {
  it('start with open requests, then recent failures, and exclude archived projects', () => {
    const projects = [
      project('quiet'),
      project('mended', { lastRuns: ['failed', 'done'] }),
      project('broken', { lastRuns: ['done', 'failed'] }),
      project('asks', { waiting: 1 }),
      project('asks more', { waiting: 2 }),
      project('away', { waiting: 3, archivedAt: 1 }),
    ]
    const ids = byAttention(projects).map(({ id }) => id)
    expect(ids).toEqual(['asks more', 'asks', 'broken', 'quiet', 'mended'])
  })
})

import { describe, expect, it } from 'vitest'
import { exportJson, exportYaml } from '../../src-main/planning/exporters/own.ts'
import { lintPlan } from '../../src-main/planning/lint/lint-plan.ts'
import { parseOwnPlan } from '../../src-main/planning/text/own-plan-text.ts'
import { buildRequestSchema } from '../../src-shared/contract/compat/seed.ts'
import { workspaceModes } from '../../src-shared/model/workspace.ts'
import { planOfRequest } from '../../src-shared/plan-file/read-plan.ts'
import { planOf, taskOf } from '../support/engine.ts'
import { factsOf } from './lint/scene.ts'

describe('the workspace setting of a plan', () => {
  for (const workspace of [undefined, ...workspaceModes]) {
    it(`is unchanged after reading a plan file: ${workspace ?? 'absent'}`, () => {
      const plan = planOf([taskOf('a')], workspace === undefined ? {} : { workspace })
      for (const write of [exportJson, exportYaml]) {
        const parsed = parseOwnPlan(write(plan).text)
        const request = buildRequestSchema.parse(parsed?.ok === true ? parsed.value : null)
        expect(planOfRequest(request, null)).toEqual(plan)
      }
    })
  }

  it('is refused with an unknown value', () => {
    const request = { plan_id: 'p', tasks: [], workspace: 'container' }
    expect(buildRequestSchema.safeParse(request).success).toBe(false)
  })
})

describe('a plan with worktrees', () => {
  const codes = (
    workspace: (typeof workspaceModes)[number] | null,
    folder: string | null,
    isRepository: boolean | null,
  ) => {
    const settings = { projectFolder: folder, ...(workspace !== null && { workspace }) }
    return lintPlan(planOf([taskOf('a')], settings), factsOf({ isRepository })).flatMap(
      ({ code, severity }) => (code === 'no_repository' ? [severity] : []),
    )
  }

  it('cannot run without a project, or if its project is no repository', () => {
    for (const mode of ['worktree', 'task_worktree'] as const) {
      expect(codes(mode, '/p', false)).toEqual(['error'])
      expect(codes(mode, null, null)).toEqual(['error'])
      expect(codes(mode, '/p', true)).toEqual([])
      expect(codes(mode, '/p', null)).toEqual([])
    }
    expect(codes('folder', '/p', false)).toEqual([])
    expect(codes(null, null, false)).toEqual([])
  })
})

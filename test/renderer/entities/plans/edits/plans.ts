import type { Edit } from '../../../../../src-renderer/entities/plans/edits/edit.ts'
import type { PlanDraft } from '../../../../../src-shared/model/plan-finding.ts'
import { planOf, taskOf } from '../../../../support/engine.ts'

/** `a`, a group `g` after it with `g.1` and `g.2` in a row, and `z` after both. */
export const club: PlanDraft = planOf([
  taskOf('a'),
  taskOf('g', { kind: 'group', dependsOn: ['a'] }),
  taskOf('g.1', { parent: 'g' }),
  taskOf('g.2', { parent: 'g', dependsOn: ['g.1'] }),
  taskOf('z', { dependsOn: ['g', 'a'] }),
])

/** `a < g(a) < g.1[g]`: each task with what it waits for and its group. */
export const drawn = ({ tasks }: PlanDraft): string[] =>
  tasks.map(
    ({ key, dependsOn, parent }) =>
      `${key}${dependsOn.length === 0 ? '' : `(${dependsOn.join(' ')})`}${parent === null ? '' : `[${parent}]`}`,
  )

export const done = (document: PlanDraft, edit: Edit): string[] => drawn(edit.change(document))

import type { Edit } from '../../../../../src-renderer/entities/plans/edits/edit.ts'
import type { PlanDraft } from '../../../../../src-shared/model/plan-finding.ts'
import { planOf, taskOf } from '../../../../support/engine.ts'

/** `a`, then a group `g` with `g.1` and `g.2` in sequence, then `z`, which depends on both. */
export const club: PlanDraft = planOf([
  taskOf('a'),
  taskOf('g', { kind: 'group', dependsOn: ['a'] }),
  taskOf('g.1', { parent: 'g' }),
  taskOf('g.2', { parent: 'g', dependsOn: ['g.1'] }),
  taskOf('z', { dependsOn: ['g', 'a'] }),
])

/** Each task as `key(dependencies)[group]`, for example `g.2(g.1)[g]`. */
export const drawn = ({ tasks }: PlanDraft): string[] =>
  tasks.map(
    ({ key, dependsOn, parent }) =>
      `${key}${dependsOn.length === 0 ? '' : `(${dependsOn.join(' ')})`}${parent === null ? '' : `[${parent}]`}`,
  )

export const done = (document: PlanDraft, edit: Edit): string[] => drawn(edit.change(document))

import { describe, expect, it } from 'vitest'
import type { DraftTask } from '../../../../src-renderer/entities/plans/edits/edit.ts'
import { blankTask } from '../../../../src-renderer/entities/plans/edits/tasks.ts'
import { matchTasks } from '../../../../src-renderer/entities/tasks/filter/match.ts'
import { suggest } from '../../../../src-renderer/entities/tasks/filter/query.ts'
import { planFilterOf } from '../../../../src-renderer/features/designer/find/use-found.ts'
import { noFindings } from '../../../../src-renderer/features/designer/findings/findings.tsx'

const task = (key: string, title: string, more: Partial<DraftTask> = {}): DraftTask => ({
  ...blankTask(key, title),
  ...more,
})
const tasks = new Map(
  [
    task('phase', 'Phase one', { kind: 'group' }),
    task('draft', 'Draft', {
      parent: 'phase',
      requiredSkills: ['writing'],
      priority: 'high',
      tags: ['text'],
    }),
    task('review', 'Review', {
      dependsOn: ['draft'],
      requiredSkills: ['code_review'],
      pin: 'ada',
      requiresApproval: true,
    }),
    task('ship', 'Ship', {
      dependsOn: ['review'],
      gate: { when: 'after', quorum: 1, onExpiry: 'reject' },
      description: 'To the printer',
    }),
  ].map((each) => [each.key, each]),
)
const finding = {
  id: 'x',
  code: 'x',
  severity: 'error',
  taskKeys: ['ship'],
  place: null,
  message: '',
  fixes: [],
} as const
const subject = planFilterOf(
  { ...noFindings, byTask: new Map([['ship', [{ ...finding, taskKeys: ['ship'], fixes: [] }]]]) },
  (id) => (id === 'ada' ? 'Ada Lovelace' : id),
)
const match = (text: string) => [...(matchTasks(text, tasks, subject) ?? [])]

describe('the search in a plan', () => {
  it('finds tasks by skill, tag, priority, group, kind, gate and problem', () => {
    expect(match('skill:review')).toEqual(['review'])
    expect(match('skill:none')).toEqual(['ship'])
    expect(match('tag:text priority:high,low')).toEqual(['draft'])
    expect(match('group:phase')).toEqual(['draft'])
    expect(match('kind:group')).toEqual(['phase'])
    expect(match('gate:before')).toEqual(['review'])
    expect(match('gate:after')).toEqual(['ship'])
    expect(match('gate:none -kind:group')).toEqual(['draft'])
    expect(match('problem:error')).toEqual(['ship'])
  })
  it('finds tasks by their assigned agent, by name or id', () => {
    expect(match('agent:ada')).toEqual(['review'])
    expect(match('agent:"Ada Lovelace"')).toEqual(['review'])
    expect(match('agent:none -kind:group')).toEqual(['draft', 'ship'])
  })
  it('finds tasks by words of title, key and text, and by dependencies', () => {
    expect(match('printer')).toEqual(['ship'])
    expect(match('+phase*')).toEqual(['phase', 'draft', 'review', 'ship'])
    expect(match('*+review')).toEqual(['draft', 'review'])
  })
  it('completes the typed text', () => {
    expect(suggest('pri', tasks.values(), subject)).toEqual(['priority:'])
    expect(suggest('a -kind:g', tasks.values(), subject)).toEqual(['a -kind:group'])
    expect(suggest('kind:task agent:ada', tasks.values(), subject)).toEqual([
      'kind:task agent:"Ada Lovelace"',
    ])
    expect(suggest('"a b" agent:"Ada L', tasks.values(), subject)).toEqual(['"a b" agent:"Ada Lovelace"'])
    expect(suggest('agent:ada ', tasks.values(), subject)).toEqual([])
    expect(suggest('skill:wri', tasks.values(), subject)).toEqual(['skill:writing'])
  })
})

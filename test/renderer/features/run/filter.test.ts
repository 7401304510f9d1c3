import { describe, expect, it } from 'vitest'
import { matchTasks } from '../../../../src-renderer/entities/tasks/filter/match.ts'
import { parseQuery, withoutTerm } from '../../../../src-renderer/entities/tasks/filter/query.ts'
import { runFilterOf } from '../../../../src-renderer/features/run/run-filter.tsx'
import type { TaskView } from '../../../../src-shared/model/task.ts'
import { taskView } from '../../task-view.ts'

const tasks = new Map<string, TaskView>(
  [
    taskView('scope', {
      title: 'Scope the work',
      status: 'done',
      agentId: 'ash',
      requiredSkills: ['planning'],
    }),
    taskView('build', {
      title: 'Build it',
      status: 'failed',
      agentId: 'hal',
      dependsOn: ['scope'],
      tags: ['core'],
    }),
    taskView('test', {
      title: 'Test it',
      status: 'blocked',
      dependsOn: ['build'],
      requiredSkills: ['code_review'],
    }),
    taskView('docs', { title: 'Write it up', status: 'in_progress', agentId: 'ash', dependsOn: ['scope'] }),
    taskView('gate', { title: 'Ask', status: 'awaiting_approval', priority: 'critical' }),
  ].map((task) => [task.key, task]),
)
const names = new Map([['ash', 'Ash Ketchum']])
const runFilter = runFilterOf((id) => names.get(id) ?? id)
const match = (text: string) => {
  const matched = matchTasks(text, tasks, runFilter)
  return matched === null ? null : [...matched]
}

describe('the filter of a run', () => {
  it('matches all tasks if it is empty', () => {
    expect(match('  ')).toBeNull()
  })
  it('accepts a status by its label', () => {
    expect(match('status:failed')).toEqual(['build'])
    expect(match('status:running,done')).toEqual(['scope', 'docs'])
    expect(match('status:needs_you')).toEqual(['gate'])
    expect(match('status:')).toHaveLength(5)
  })
  it('accepts agents, skills, tags and priorities', () => {
    expect(match('agent:ash')).toEqual(['scope', 'docs'])
    expect(match('agent:none')).toEqual(['test', 'gate'])
    expect(match('skill:review')).toEqual(['test'])
    expect(match('tag:core')).toEqual(['build'])
    expect(match('priority:critical')).toEqual(['gate'])
  })
  it("matches an agent's complete name after a colon, and a part without a colon", () => {
    expect(match('agent:"ash ketchum"')).toEqual(['scope', 'docs'])
    expect(match('agent:ketchum')).toEqual([])
    expect(match('ketchum')).toEqual(['scope', 'docs'])
  })
  it('requires all conditions, and excludes those with a minus', () => {
    expect(match('agent:ash -status:done')).toEqual(['docs'])
    expect(match('"build it"')).toEqual(['build'])
    expect(match('IT agent:hal')).toEqual(['build'])
  })
  it('follows dependents and dependencies', () => {
    expect(match('+build*')).toEqual(['build', 'test'])
    expect(match('*+test')).toEqual(['scope', 'build', 'test'])
    expect(match('+scope* status:running')).toEqual(['docs'])
  })
  it('reports an unknown field before a colon', () => {
    expect(parseQuery('stattus:failed', runFilter.fields)).toEqual([
      { source: 'stattus:failed', isNot: false, kind: 'unknown', field: 'stattus' },
    ])
    expect(match('stattus:failed')).toEqual([])
  })
  it('removes one condition and keeps the others', () => {
    expect(withoutTerm(parseQuery('a status:failed b', runFilter.fields), 1)).toBe('a b')
  })
})

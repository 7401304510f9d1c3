import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import type { SourceFormat } from '../../../../src-renderer/entities/plans/source/source-value.ts'
import { completeSource } from '../../../../src-renderer/features/designer/source/complete.ts'
import { joins } from '../../../../src-shared/model/task-definition.ts'

const known = { listKeys: () => ['draft', 'review'], listSkills: () => ['writing', 'web_search'] }
const offered = (format: SourceFormat, doc: string) => {
  const state = EditorState.create({ doc })
  const found = completeSource(format, known)(new CompletionContext(state, doc.length, true))
  return found?.options.map(({ label }) => label)
}

describe("the completion in a plan's text", () => {
  it('offers the skills of existing agents', () => {
    expect(offered('yaml', 'plan_id: p\ntasks:\n  - task_id: a\n    required_skills:\n      - wr')).toEqual([
      'writing',
      'web_search',
    ])
    expect(offered('json', '{ "tasks": [\n{\n"required_skills": ["writing", "we')).toEqual([
      'writing',
      'web_search',
    ])
    expect(offered('json', '{\n  "tasks": [\n    {\n      "required_skills": [\n        "wr')).toEqual([
      'writing',
      'web_search',
    ])
  })
  it('offers the joins of a task', () => {
    expect(offered('yaml', 'tasks:\n  - task_id: a\n    join: ')).toEqual([...joins])
  })
  it('offers the keys of possible dependencies', () => {
    expect(offered('yaml', 'tasks:\n  - task_id: a\n    depends_on: [dr')).toEqual(['draft', 'review'])
    expect(offered('yaml', 'tasks:\n  - task_id: a\n    parent: dr')).toEqual(['draft', 'review'])
  })
})

import { priorities, taskKinds } from '#shared/model/task.ts'
import type { NameOfAgent } from '../../../entities/agents/agent-names.ts'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import type { FilterSubject } from '../../../entities/tasks/filter/filter-subject.ts'
import { type Findings, findingsOf } from '../findings/findings.ts'

/** What of a task of a plan can be asked for; of a list that is empty, `none`. An agent by its name, or by its id. */
export const planFilterOf = (findings: Findings, nameOf: NameOfAgent): FilterSubject<DraftTask> => ({
  fields: ['agent', 'skill', 'tag', 'priority', 'group', 'key', 'kind', 'gate', 'problem'],
  inPart: new Set(['skill', 'tag', 'group', 'key']),
  textOf: ({ title, key, description }) => [title, key, description],
  valuesOf: (field, task) => {
    switch (field) {
      case 'agent':
        return task.pin === undefined ? ['none'] : [task.pin, nameOf(task.pin)]
      case 'skill':
        return task.kind === 'group' ? [] : orNone(task.requiredSkills)
      case 'tag':
        return orNone(task.tags)
      case 'priority':
        return [task.priority]
      case 'group':
        return orNone(task.parent === null ? [] : [task.parent])
      case 'kind':
        return [task.kind]
      case 'gate':
        return orNone(gatesOf(task))
      case 'problem':
        return orNone(findingsOf(findings, task.key).map(({ severity }) => severity))
      default:
        return [task.key]
    }
  },
  listOffered: (field, tasks) => {
    switch (field) {
      case 'priority':
        return priorities
      case 'kind':
        return taskKinds
      case 'agent':
        return tasks.map(({ pin }) => (pin === undefined ? 'none' : nameOf(pin)))
      default:
        return null
    }
  },
})

const orNone = (values: readonly string[]): readonly string[] => (values.length === 0 ? ['none'] : values)

const gatesOf = ({ gate, requiresApproval }: DraftTask): readonly string[] =>
  gate !== undefined ? [gate.when] : requiresApproval ? ['before'] : []

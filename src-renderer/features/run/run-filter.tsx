import { SearchX } from 'lucide-react'
import type { TaskView } from '#shared/model/task.ts'
import { priorities } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import type { NameOfAgent } from '../../entities/agents/agent-names.ts'
import type { FilterSubject } from '../../entities/tasks/filter/query.ts'
import { EmptyNote } from '../../ui/notes.tsx'
import { lookOf, statusOfTask } from '../../ui/status-looks.ts'

/** Filter fields of a task in a run. Agents match by name, and by id for links. */
export const runFilterOf = (nameOf: NameOfAgent): FilterSubject<TaskView> => ({
  fields: ['status', 'agent', 'skill', 'tag', 'priority', 'group', 'key'],
  inPart: new Set(['skill', 'tag', 'group', 'key']),
  textOf: ({ title, key, agentId }) => [title, key, ...namesOf(agentId, nameOf)],
  valuesOf: (field, task) => {
    switch (field) {
      case 'status': {
        const shown = statusOfTask(task)
        return [shown, task.status, lookOf(shown).word.replaceAll(' ', '_')]
      }
      case 'agent':
        return task.agentId === null ? ['none'] : namesOf(task.agentId, nameOf)
      case 'skill':
        return task.requiredSkills
      case 'tag':
        return task.tags
      case 'priority':
        return [task.priority]
      case 'group':
        return task.parent === null ? [] : [task.parent]
      default:
        return [task.key]
    }
  },
  listOffered: (field, tasks) => {
    switch (field) {
      case 'priority':
        return priorities
      case 'status':
        return tasks.map(statusOfTask)
      case 'agent':
        return tasks.map(({ agentId }) => (agentId === null ? 'none' : nameOf(agentId)))
      default:
        return null
    }
  },
})

const namesOf = (agentId: string | null, nameOf: NameOfAgent): readonly string[] =>
  agentId === null ? [] : [agentId, nameOf(agentId)]

export const NoMatch = () => (
  <EmptyNote icon={SearchX} title={words.run.filter.none}>
    {words.run.filter.noneHint}
  </EmptyNote>
)

import { priorities, type TaskView } from '#shared/model/task.ts'
import type { FilterSubject } from '../../../task-filter/filter-subject.ts'
import { lookOf, statusOfTask } from '../../../ui/status-looks.ts'

/** What of a task of a run can be asked for. */
export const runFilter: FilterSubject<TaskView> = {
  fields: ['status', 'agent', 'skill', 'tag', 'priority', 'group', 'key'],
  inPart: new Set(['skill', 'tag', 'group', 'key']),
  textOf: ({ title, key, agentId }) => [title, key, agentId ?? ''],
  valuesOf: (field, task) => {
    switch (field) {
      case 'status': {
        const shown = statusOfTask(task)
        return [shown, task.status, lookOf(shown).word.replaceAll(' ', '_')]
      }
      case 'agent':
        return [task.agentId ?? 'none']
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
  listOffered: (field, tasks) =>
    field === 'priority' ? priorities : field === 'status' ? tasks.map(statusOfTask) : null,
}

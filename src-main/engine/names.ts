import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { clip } from '#shared/text/clip.ts'
import { words } from '#shared/words/words.ts'
import type { EngineState, RunState } from './state.ts'

/** Name of an agent for texts that people read; the id if the agent is unknown. */
export function nameAgent({ agents }: Pick<EngineState, 'agents'>, id: string): string {
  const known = agents.get(id)
  return known === undefined ? id : clip(known.agent.name)
}

/**
 * Name of a task for texts that people read: the title, or the key if there is no other title. Uses straight quotation
 * marks: every waiting task has such a text, and one curly mark doubles the memory and time for the texts of a run.
 */
export function nameTask({ key, title }: Pick<TaskDefinition, 'key' | 'title'>): string {
  const said = title.trim()
  return said === '' || said === key ? key : `"${clip(said)}"`
}

/** Names of the first three tasks, and the number of the others. */
export function nameTasks(tasks: readonly Pick<TaskDefinition, 'key' | 'title'>[]): string {
  const names = tasks.slice(0, 3).map(nameTask).join(', ')
  return tasks.length > 3 ? words.taskEnds.more(names, tasks.length - 3) : names
}

export function nameKey({ tasks }: Pick<RunState, 'tasks'>, key: string): string {
  const task = tasks.get(key)
  return task === undefined ? key : nameTask(task.definition)
}

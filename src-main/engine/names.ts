import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { clip } from '#shared/text/clip.ts'
import type { EngineState, RunState } from './state.ts'

/** An agent in a sentence for people: by its name, or by its id where nobody of that id is known. */
export function nameAgent({ agents }: Pick<EngineState, 'agents'>, id: string): string {
  const known = agents.get(id)
  return known === undefined ? id : clip(known.agent.name)
}

/**
 * A task in a sentence for people: by its title, or by its key where that is all the title says. In straight quotation marks:
 * every task that waits has such a sentence, and one curly mark makes the text of a whole run take twice the room and time.
 */
export function nameTask({ key, title }: Pick<TaskDefinition, 'key' | 'title'>): string {
  const said = title.trim()
  return said === '' || said === key ? key : `"${clip(said)}"`
}

/** The first few of them. */
export function nameTasks(tasks: readonly Pick<TaskDefinition, 'key' | 'title'>[]): string {
  const more = tasks.length > 3 ? ` and ${tasks.length - 3} more` : ''
  return `${tasks.slice(0, 3).map(nameTask).join(', ')}${more}`
}

export function nameKey({ tasks }: Pick<RunState, 'tasks'>, key: string): string {
  const task = tasks.get(key)
  return task === undefined ? key : nameTask(task.definition)
}

import type { TaskView } from '#shared/model/task.ts'

export interface Refused {
  readonly task: TaskView
  readonly error: unknown
}

const atOnce = 20

/** Does the same to each of the tasks, a few at a time, and answers with those it could not be done to. */
export async function doEach(
  tasks: readonly TaskView[],
  act: (task: TaskView) => Promise<unknown>,
): Promise<readonly Refused[]> {
  const refused: Refused[] = []
  for (let from = 0; from < tasks.length; from += atOnce) {
    const ended = await Promise.all(
      tasks.slice(from, from + atOnce).map((task) =>
        act(task).then(
          () => null,
          (error: unknown) => ({ task, error }),
        ),
      ),
    )
    refused.push(...ended.filter((each) => each !== null))
  }
  return refused
}

import type { QueryClient } from '@tanstack/react-query'
import type { Names } from '../../../entities/notices/make-notices.ts'
import { nameOfRun } from '../../../entities/notices/notice-words.ts'
import type { Rpc } from '../../../rpc/client.ts'
import { words } from '../../../words/words.ts'

const say = words.shell.notices

/** Names as the engine has them. A name that cannot be had is no reason to keep quiet. */
export const lookUpNames = ({
  orpc,
  client,
  queries,
}: Pick<Rpc, 'client' | 'orpc'> & { queries: QueryClient }): Names => ({
  async run(runId) {
    const asked = orpc.runs.find.queryOptions({
      input: { filter: { id: [runId] }, limit: 1 },
      staleTime: Number.POSITIVE_INFINITY,
    })
    const found = await queries.fetchQuery(asked).catch(() => [])
    const [run] = found
    return run === undefined ? say.aRun : nameOfRun(run)
  },
  task: (runId, taskKey) =>
    client.runs.getTask({ runId, taskKey }).then(
      ({ task }) => task.title,
      () => (taskKey === '' ? say.aTask : taskKey),
    ),
})

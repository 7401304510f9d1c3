import type { QueryClient } from '@tanstack/react-query'
import type { Names } from '../../../notices/make-notices.ts'
import type { Rpc } from '../../../rpc/client.ts'
import { words } from '../../../words/words.ts'

const say = words.shell.notices

/** Names as the engine has them. A name that cannot be had is no reason to keep quiet. */
export function lookUpNames({
  client,
  orpc,
  queries,
}: Pick<Rpc, 'client' | 'orpc'> & { queries: QueryClient }): Names {
  const list = orpc.runs.list.queryOptions({ input: {} })
  return {
    async run(runId) {
      const isIt = ({ id }: { id: string }) => id === runId
      const known = queries.getQueryData(list.queryKey)?.find(isIt)
      if (known !== undefined) return known.title
      const fresh = await client.runs.list({}).catch(() => [])
      return fresh.find(isIt)?.title ?? say.aRun
    },
    task: (runId, taskKey) =>
      client.runs.getTask({ runId, taskKey }).then(
        ({ task }) => task.title,
        () => (taskKey === '' ? say.aTask : taskKey),
      ),
  }
}

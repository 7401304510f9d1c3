import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useRpc } from '../../rpc/context.tsx'
import { type Compared, type ComparedRow, compareRuns } from './compare.ts'

interface Comparison {
  readonly left: Compared
  readonly right: Compared
  readonly rows: readonly ComparedRow[]
}

/** Two runs as they are now. */
export function useCompared(leftId: string, rightId: string) {
  const { client } = useRpc()
  const read = useQuery({
    queryKey: ['compared', leftId, rightId],
    queryFn: async ({ signal }) => {
      const options = { signal }
      const one = async (runId: string): Promise<Compared> => {
        const [change, timeline] = await Promise.all([
          client.runs.get({ runId }, options),
          client.runs.getTimeline({ runId }, options),
        ])
        return { change, timeline }
      }
      const [left, right, others] = await Promise.all([
        one(leftId),
        one(rightId),
        client.runs.listOtherResults({ runId: leftId, otherRunId: rightId }, options),
      ])
      return { left, right, others: new Set(others) }
    },
  })
  const data = useMemo((): Comparison | null => {
    if (read.data === undefined) return null
    const { left, right, others } = read.data
    return { left, right, rows: compareRuns(left, right, (key) => !others.has(key)) }
  }, [read.data])
  return { data, error: read.error, retry: () => void read.refetch() }
}

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import type { Client } from '../../rpc/client.ts'
import { useRpc } from '../../rpc/context.tsx'
import { createBatch } from '../../rpc/reconnect.ts'
import { useRun } from '../../stores/run-context.tsx'

interface Read<Data> {
  /** Not that of the procedure: lists are read again at every event of any run. */
  readonly name: string
  /** Read again as the run goes on, at most so often; its end at once, or what is over would still run for a while. */
  readonly everyMs: number
  readonly isWanted?: boolean
  readonly read: (client: Client, options: { readonly signal: AbortSignal }) => Promise<Data>
}

function useRunRead<Data>(runId: string, { name, everyMs, isWanted = true, read }: Read<Data>) {
  const { client } = useRpc()
  const seq = useRun((state) => state.seq)
  const step = useCoarse(seq, everyMs)
  const isOver = useRun(({ run }) => run !== null && isRunOver(run.status))
  return useQuery({
    queryKey: [name, runId, isOver ? seq : step],
    queryFn: ({ signal }) => read(client, { signal }),
    placeholderData: keepPreviousData,
    enabled: isWanted,
  })
}

/** When what happened in the run. */
export const useTimeline = (runId: string) =>
  useRunRead(runId, {
    ...{ name: 'timeline', everyMs: 1500 },
    read: (client, options) => client.runs.getTimeline({ runId }, options),
  })

/** How much of the work is done and how long the rest may take: in the header of every view. */
export function useProgress(runId: string) {
  // Of thousands of tasks it is not read as often: the answer is made of all of them.
  const everyMs = useRun(({ tasks }) => (tasks.size > 500 ? 4000 : 500))
  return useRunRead(runId, {
    ...{ name: 'progress of the run', everyMs },
    read: (client, options) => client.runs.getProgress({ runId }, options),
  })
}

/** The tasks that set when the run is over; not read before it is asked for. */
export const useCriticalPath = (runId: string, isWanted = true) =>
  useRunRead(runId, {
    ...{ name: 'critical path', everyMs: 1500, isWanted },
    read: (client, options) => client.runs.getCriticalPath({ runId }, options),
  })

/** What the run came to. */
export const useSummary = (runId: string) =>
  useRunRead(runId, {
    ...{ name: 'summary of the run', everyMs: 2000 },
    read: (client, options) => client.runs.getSummary({ runId }, options),
  })

/** What holds the tasks that wait, as the engine explains it; not asked of a run that is over. */
export const useWhy = ({ id: runId, status }: RunView, isWanted: boolean) =>
  useRunRead(runId, {
    ...{ name: 'why', everyMs: 800, isWanted: isWanted && !isRunOver(status) },
    read: (client, options) => client.insight.explainRun({ runId }, options),
  })

/** A value that moves on at most every `ms`: what is asked of the server for it does not follow every event. */
function useCoarse<Value>(value: Value, ms: number): Value {
  const [shown, setShown] = useState(value)
  const push = useRef<((value: Value) => void) | null>(null)
  useEffect(() => {
    push.current ??= createBatch<Value>(ms, (values) => {
      const last = values.at(-1)
      if (last !== undefined) setShown(last)
    })
    push.current(value)
  }, [value, ms])
  return shown
}

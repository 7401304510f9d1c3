import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { useRpc } from '../../rpc/context.tsx'
import { createBatch } from '../../rpc/reconnect.ts'
import { useRun } from '../../stores/run-context.tsx'

const readAgainMs = 1500

/** How far the run has come, in steps that are read again for; its end at once, or what is over would still run for a while. */
function usePoint(stepMs = readAgainMs): number {
  const seq = useRun((state) => state.seq)
  const step = useCoarse(seq, stepMs)
  const isOver = useRun(({ run }) => run !== null && isRunOver(run.status))
  return isOver ? seq : step
}

/** When what happened in the run: read again as it goes on, at most every so often. */
export function useTimeline(runId: string) {
  const { client } = useRpc()
  const point = usePoint()
  return useQuery({
    // Not read again at every event of any run, as other lists are.
    queryKey: ['timeline', runId, point],
    queryFn: ({ signal }) => client.runs.getTimeline({ runId }, { signal }),
    placeholderData: keepPreviousData,
  })
}

/** Of thousands of tasks it is not read as often: the answer is made of all of them. */
const progressAgainMs = (tasks: number): number => (tasks > 500 ? 4000 : 500)

/** How much of the work is done and how long the rest may take: in the header of every view. */
export function useProgress(runId: string) {
  const { client } = useRpc()
  const point = usePoint(progressAgainMs(useRun(({ tasks }) => tasks.size)))
  return useQuery({
    queryKey: ['progress of the run', runId, point],
    queryFn: ({ signal }) => client.runs.getProgress({ runId }, { signal }),
    placeholderData: keepPreviousData,
  })
}

/** The tasks that set when the run is over; not read before it is asked for. */
export function useCriticalPath(runId: string, isWanted = true) {
  const { client } = useRpc()
  const point = usePoint()
  return useQuery({
    queryKey: ['critical path', runId, point],
    queryFn: ({ signal }) => client.runs.getCriticalPath({ runId }, { signal }),
    placeholderData: keepPreviousData,
    enabled: isWanted,
  })
}

const summaryAgainMs = 2000

/** What the run came to, read again as it goes on. */
export function useSummary(runId: string) {
  const { client } = useRpc()
  const point = useCoarse(
    useRun(({ seq }) => seq),
    summaryAgainMs,
  )
  return useQuery({
    queryKey: ['summary of the run', runId, point],
    queryFn: ({ signal }) => client.runs.getSummary({ runId }, { signal }),
    placeholderData: keepPreviousData,
  })
}

const whyAgainMs = 800

/** What holds the tasks that wait, as the engine explains it; not asked of a run that is over. */
export function useWhy({ id: runId, status }: RunView, isWanted: boolean) {
  const { client } = useRpc()
  const point = useCoarse(
    useRun(({ seq }) => seq),
    whyAgainMs,
  )
  return useQuery({
    queryKey: ['why', runId, point],
    queryFn: ({ signal }) => client.insight.explainRun({ runId }, { signal }),
    placeholderData: keepPreviousData,
    enabled: isWanted && !isRunOver(status),
  })
}

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

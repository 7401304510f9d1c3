import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { AuditProgress } from '#shared/contract/audit.ts'
import { useRpc } from '../../rpc/context.tsx'

export type Checks = ReturnType<typeof useChecks>

/** The two integrity checks of the log, with progress and results. */
export function useChecks() {
  const { client, orpc } = useRpc()
  const state = useQuery(orpc.audit.getState.queryOptions({ staleTime: 0 }))
  const [progress, setProgress] = useState<AuditProgress | null>(null)
  const checking = useRef<AbortController | null>(null)
  const verify = useMutation({
    mutationFn: async () => {
      const turn = new AbortController()
      checking.current = turn
      setProgress({ checked: 0, total: state.data?.head.seq ?? 0, verdict: null })
      for await (const next of await client.audit.watchVerify(undefined, { signal: turn.signal }))
        setProgress(next)
    },
    onSettled: async () => {
      await state.refetch()
      setProgress(null)
    },
  })
  const replay = useMutation(orpc.audit.replay.mutationOptions())
  const isStopped = checking.current?.signal.aborted === true
  return {
    state: state.data,
    /** Progress of a running check; null if no check is running. */
    progress,
    error: (isStopped ? null : verify.error) ?? replay.error ?? state.error,
    replayed: replay.data,
    isReplaying: replay.isPending,
    verify: () => {
      if (!verify.isPending) verify.mutate()
    },
    stop: () => checking.current?.abort(),
    replay: () => {
      if (!replay.isPending) replay.mutate(undefined)
    },
  }
}

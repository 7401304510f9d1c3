import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Client } from '../../rpc/client.ts'
import { useRpc } from '../../rpc/context.tsx'
import { useCurrentProject } from '../projects/current-project.ts'

type StartInput = Omit<Parameters<Client['runs']['start']>[0], 'projectId' | 'commandId'>

/** Starts a run and opens it. After a connection loss, the client retries the request with the same command id. */
export function useStartRun() {
  const { client } = useRpc()
  const navigate = useNavigate()
  const { id: projectId } = useCurrentProject()
  return useMutation({
    mutationFn: (what: StartInput) =>
      client.runs.start({
        ...what,
        // A repeated run stays in its project.
        ...(projectId !== null && what.againRunId === undefined && { projectId }),
      }),
    onSuccess: ({ runId }) => navigate({ to: '/runs/$runId', params: { runId } }),
  })
}

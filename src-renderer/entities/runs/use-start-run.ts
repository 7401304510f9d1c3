import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Client } from '../../rpc/client.ts'
import { useRpc } from '../../rpc/context.tsx'
import { useCurrentProject } from '../projects/current-project.ts'

type StartInput = Omit<Parameters<Client['runs']['start']>[0], 'projectId' | 'commandId'>

/** Starts a run and goes to it. The client repeats the request under its id when the wire breaks. */
export function useStartRun() {
  const { client } = useRpc()
  const navigate = useNavigate()
  const { id: projectId } = useCurrentProject()
  return useMutation({
    mutationFn: (what: StartInput) =>
      client.runs.start({
        ...what,
        // A run that is started once more stays where it was.
        ...(projectId !== null && what.againRunId === undefined && { projectId }),
      }),
    onSuccess: ({ runId }) => navigate({ to: '/runs/$runId', params: { runId } }),
  })
}

import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRpc } from '../../rpc/context.tsx'
import { useCurrentProject } from '../projects/current-project.ts'

interface Startable {
  readonly sampleId?: string
  readonly templateId?: string
  readonly planId?: string
  readonly againRunId?: string
  /** Simulated agents play it, and no real work is done. */
  readonly simulate?: boolean
  /** Of that run only what is not done; results of the rest are taken over. */
  readonly redo?: 'failed'
  /** Of that run these tasks and what comes after them. */
  readonly fromTasks?: readonly string[]
  /** Tasks that are for one agent in the new run. */
  readonly pins?: readonly { readonly taskKey: string; readonly agentId: string | null }[]
  /** Of that run these tasks with other words, and what comes after them. */
  readonly edits?: readonly {
    readonly taskKey: string
    readonly title: string
    readonly description: string
  }[]
}

/** Starts a run and goes to it. The client repeats the request under its id when the wire breaks. */
export function useStartRun() {
  const { client } = useRpc()
  const navigate = useNavigate()
  const { id: projectId } = useCurrentProject()
  return useMutation({
    mutationFn: ({ commandId, fromTasks, pins, edits, ...what }: Startable & { commandId: string }) =>
      client.runs.start({
        ...what,
        ...(fromTasks !== undefined && { fromTasks: [...fromTasks] }),
        ...(pins !== undefined && { pins: [...pins] }),
        ...(edits !== undefined && { edits: [...edits] }),
        commandId,
        // A run that is started once more stays where it was.
        ...(projectId !== null && what.againRunId === undefined && { projectId }),
      }),
    onSuccess: ({ runId }) => navigate({ to: '/runs/$runId', params: { runId } }),
  })
}

export { newCommandId } from '../../rpc/command-id.ts'

import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { GoalLimits } from '#shared/model/decisions/decision.ts'
import { useRpc } from '../../rpc/context.tsx'
import { useCurrentProject } from '../projects/current-project.ts'

/** Starts a run from a goal and goes there. */
export function useStartGoal() {
  const { client } = useRpc()
  const navigate = useNavigate()
  const { id: projectId } = useCurrentProject()
  return useMutation({
    mutationFn: (input: { goal: string; commandId: string; limits?: GoalLimits }) =>
      client.goals.start({ ...input, ...(projectId !== null && { projectId }) }),
    onSuccess: ({ id }) => navigate({ to: '/runs/$runId', params: { runId: id } }),
  })
}

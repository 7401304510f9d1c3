import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRpc } from '../../../rpc/context.tsx'

/** Sends an answer; taken or refused, what is known of the run is read again. */
export function useAnswer() {
  const { orpc } = useRpc()
  const queries = useQueryClient()
  return useMutation(
    orpc.runs.answerApproval.mutationOptions({
      onSettled: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: orpc.runs.key() }),
          queries.invalidateQueries({ queryKey: orpc.inbox.key() }),
        ]),
    }),
  )
}

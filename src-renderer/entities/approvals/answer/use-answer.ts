import { useMutation } from '@tanstack/react-query'
import { useRpc } from '../../../rpc/context.tsx'

/** Sends an answer; taken or refused, what is known of the run is read again. */
export function useAnswer() {
  const { orpc } = useRpc()
  return useMutation(orpc.runs.answerApproval.mutationOptions())
}

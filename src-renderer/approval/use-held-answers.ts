import { useQueryClient } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { useCommands } from '../commands/use-commands.ts'
import { useRpc } from '../rpc/context.tsx'
import { failureOf, isAnswer } from '../rpc/failure.ts'
import { showToast } from '../ui/toast.tsx'
import { words } from '../words/words.ts'
import { dropHeld, findLast, type HeldAnswer, heldAnswers, listDue } from './held-answers.ts'

const retryMs = 3000

/** Sends what was held when its time is over, wherever the person is by then. Once in the window. */
export function useHeldAnswers(): void {
  const { client, orpc } = useRpc()
  const queries = useQueryClient()
  const held = useStore(heldAnswers)
  const sending = useRef(new Set<string>())
  const last = findLast(held)
  useCommands([
    {
      id: 'inbox.undo',
      title: words.inbox.commands.undo,
      category: words.inbox.commands.category,
      icon: Undo2,
      keys: ['z'],
      disabled: last === null ? words.inbox.commands.noneHeld : null,
      run: () => last !== null && dropHeld(last.sent.approvalId),
    },
  ])

  useEffect(() => {
    const send = async (answer: HeldAnswer) => {
      const { approvalId } = answer.sent
      if (sending.current.has(approvalId)) return
      sending.current.add(approvalId)
      try {
        await client.runs.answerApproval(answer.sent)
        dropHeld(approvalId)
      } catch (error) {
        // No answer came: the wire is broken, and it is tried again.
        if (!isAnswer(error)) return
        dropHeld(approvalId)
        sayRefused(answer, error)
      } finally {
        sending.current.delete(approvalId)
        void queries.invalidateQueries({ queryKey: orpc.runs.key() })
        void queries.invalidateQueries({ queryKey: orpc.inbox.key() })
      }
    }
    const sendDue = () => {
      for (const answer of listDue(heldAnswers.getState(), Date.now())) void send(answer)
    }
    const sendAll = () => {
      for (const answer of Object.values(heldAnswers.getState())) void send(answer)
    }
    const next = Object.values(held).map(({ dueAt }) => Math.max(0, dueAt - Date.now()))
    const timers = next.flatMap((inMs) => [setTimeout(sendDue, inMs), setTimeout(sendDue, inMs + retryMs)])
    window.addEventListener('pagehide', sendAll)
    return () => {
      for (const timer of timers) clearTimeout(timer)
      window.removeEventListener('pagehide', sendAll)
    }
  }, [held, client, orpc, queries])
}

function sayRefused({ title }: HeldAnswer, error: unknown): void {
  const { code, message, hint } = failureOf(error)
  const isLate = code === 'E_APPROVAL_DECIDED'
  showToast({
    title: words.inbox.held.failed(title),
    description: isLate ? words.inbox.held.late : `${message} ${hint}`,
    isFailure: true,
  })
}

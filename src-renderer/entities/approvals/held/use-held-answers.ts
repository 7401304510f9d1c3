import { Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../../commands/use-commands.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { showToast } from '../../../ui/toast.tsx'
import {
  createHeldSender,
  dropHeld,
  findLast,
  type HeldAnswer,
  heldAnswers,
  listDue,
} from './held-answers.ts'

/** Sends each held answer when its delay is over, on any screen. Mounted once per window. */
export function useHeldAnswers(): void {
  const { client } = useRpc()
  const held = useStore(heldAnswers)
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

  const [sender] = useState(() =>
    createHeldSender({
      send: (sent, signal) => client.runs.answerApproval(sent, { signal }),
      onEnd(answer, refused) {
        dropHeld(answer.sent.approvalId)
        if (refused !== null) showRefusal(answer, refused)
      },
    }),
  )

  useEffect(() => {
    sender.keepOnly(new Set(Object.keys(held)))
    // A timer may fire before the page clock reaches its time. The answer is due in any case.
    const sendDue = (at: number) => {
      for (const answer of listDue(heldAnswers.getState(), Math.max(at, Date.now())))
        void sender.start(answer)
    }
    const sendAll = () => {
      for (const answer of Object.values(heldAnswers.getState())) void sender.start(answer)
    }
    const timers = Object.values(held).map(({ dueAt }) =>
      setTimeout(() => sendDue(dueAt), Math.max(0, dueAt - Date.now())),
    )
    window.addEventListener('pagehide', sendAll)
    return () => {
      for (const timer of timers) clearTimeout(timer)
      window.removeEventListener('pagehide', sendAll)
    }
  }, [held, sender])
}

function showRefusal({ title }: HeldAnswer, error: unknown): void {
  const { code, message, hint } = failureOf(error)
  const isLate = code === 'E_APPROVAL_DECIDED'
  showToast({
    title: words.inbox.held.failed(title),
    description: isLate ? words.inbox.held.late : `${message} ${hint}`,
    isFailure: true,
  })
}

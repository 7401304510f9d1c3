import { useMutation } from '@tanstack/react-query'
import { Check, Forward, MessageSquareReply, Pencil, RotateCw, Send, Undo2, X } from 'lucide-react'
import { type RefObject, useEffect, useEffectEvent, useState } from 'react'
import type { Approval, ApprovalAnswer } from '#shared/model/approval.ts'
import type { Risk } from '#shared/model/inbox.ts'
import { words } from '#shared/words/words.ts'
import type { Command } from '../../../commands/command.ts'
import { useCommands } from '../../../commands/use-commands.ts'
import { newCommandId } from '../../../rpc/command-id.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { dropHeld, heldForMs, holdAnswer } from '../held/held-answers.ts'
import {
  type AnswerDraft,
  answerOf,
  type Faults,
  needsReason,
  type Sent,
  startDraft,
  startEdit,
} from './answer-draft.ts'
import { answerOfKey, answerToSend, lookOfAnswer, needsConfirming, type Stage } from './answers.ts'
import { keepSignature, readSignature } from './signature.ts'

export type Answering = ReturnType<typeof useAnswering>

interface AnsweringOptions {
  readonly approval: Approval
  /** Short title of the subject, for a toast. */
  readonly title: string
  readonly risk: Risk | null
  readonly note: RefObject<HTMLTextAreaElement | null>
  readonly hasKeys: boolean
  readonly onAnswered: () => void
}

const open: Stage = { type: 'open' }

/** State of an answer from draft to sending. */
export function useAnswering(options: AnsweringOptions) {
  const { approval, title, risk, note, hasKeys, onAnswered } = options
  const [draft, setDraft] = useState<AnswerDraft>(() => startDraft(approval, readSignature()))
  const [faults, setFaults] = useState<Faults>({})
  const [stage, setStage] = useState<Stage>(open)
  const sending = useMutation(useRpc().orpc.runs.answerApproval.mutationOptions())

  const back = (): Stage => (draft.edit === null ? open : { type: 'editing' })
  const parse = (answer: ApprovalAnswer): Sent | null => {
    const sent = answerOf(approval, draft, answer)
    setFaults(sent.ok ? {} : sent.error)
    if (!sent.ok && sent.error.note !== undefined) note.current?.focus()
    return sent.ok ? sent.value : null
  }
  const finish = (sent: Sent) => {
    // For an assigned approval, `sent.by` is the assignee and not necessarily the person at this machine.
    if (approval.assignee === null) keepSignature(sent.by)
    setStage(open)
    // An approval with several votes stays open after the first, so the next person starts with an empty draft.
    setDraft(startDraft(approval, sent.by))
    onAnswered()
  }
  const hold = (answer: Sent) => {
    // The command id is created at the click, so a retry after a lost acknowledgement returns the first result.
    const sent = { ...answer, commandId: newCommandId() }
    const said = words.inbox.held.said(lookOfAnswer(approval.kind, sent.answer).past, title)
    holdAnswer({ sent, title, dueAt: Date.now() + heldForMs })
    showToast({
      title: said,
      description: words.inbox.held.kept,
      shownMs: heldForMs,
      undo: () => dropHeld(approval.id),
    })
    finish(sent)
  }
  // Confirmation was required only because the risk was still loading.
  const isNeedless =
    stage.type === 'confirming' && stage.risk === null && !needsConfirming(risk, stage.answer)
  const goOn = useEffectEvent(() => {
    const sent = stage.type === 'confirming' ? parse(stage.answer) : null
    if (sent !== null) hold(sent)
  })
  useEffect(() => {
    if (isNeedless) goOn()
  }, [isNeedless])
  return {
    ...{ draft, faults, stage, hasKeys, setDraft },
    isBusy: sending.isPending,
    error: sending.error,
    choose(answer: ApprovalAnswer): void {
      if (answer === 'edit' && draft.edit === null) {
        setDraft({ ...draft, edit: startEdit(approval) })
        setStage({ type: 'editing' })
        return
      }
      if (needsReason(approval.kind, answer) && draft.note.trim() === '' && stage.type !== 'reasoning') {
        setStage({ type: 'reasoning', answer })
        note.current?.focus()
        return
      }
      const sent = parse(answer)
      if (sent === null) return
      if (needsConfirming(risk, answer)) setStage({ type: 'confirming', answer, risk })
      else hold(sent)
    },
    confirm() {
      const sent = stage.type === 'confirming' ? parse(stage.answer) : null
      if (sent !== null)
        sending.mutate(sent, { onSuccess: () => finish(sent), onError: () => setStage(back()) })
    },
    backOut() {
      setFaults({})
      if (stage.type !== 'confirming') setDraft({ ...draft, edit: null })
      setStage(stage.type === 'confirming' ? back() : open)
    },
    /** Restarts with changed content. Drops the edit, which would undo the change of another person. */
    startOver(latest: Approval) {
      setDraft({ ...startDraft(latest, draft.by), note: draft.note, form: draft.form })
      setFaults({})
      setStage(open)
      sending.reset()
    },
  }
}

interface AnswerKeysOptions {
  readonly approval: Approval
  readonly answering: Answering
  /** Reason why answers are disabled; null if they are enabled. */
  readonly disabled: string | null
  readonly focusAnswer: () => void
  readonly delegate: () => void
}

/** Registers every answer as a command, so the palette, the shortcut list and the keys offer the same answers. */
export function useAnswerKeys(options: AnswerKeysOptions): void {
  const { approval, answering, disabled, focusAnswer, delegate } = options
  const { hasKeys } = answering
  const { commands } = words.inbox
  const one = (key: Parameters<typeof answerOfKey>[1], look: Look): Command => {
    const answer = answerOfKey(approval, key)
    return {
      id: `inbox.${key}`,
      title: answer === null ? look.title : lookOfAnswer(approval.kind, answer).word,
      category: commands.category,
      icon: look.icon,
      ...(hasKeys && { keys: [look.key] }),
      disabled: disabled ?? (answer === null ? commands.notAllowed : null),
      run: () => answer !== null && answering.choose(answer),
    }
  }
  const canRespond = approval.allows.includes('respond')
  useCommands([
    one('goOn', { title: commands.goOn, icon: Check, key: 'a' }),
    one('edit', { title: commands.edit, icon: Pencil, key: 'e' }),
    {
      ...{ id: 'inbox.respond', title: commands.respond, category: commands.category },
      icon: MessageSquareReply,
      ...(hasKeys && { keys: ['r'] }),
      disabled: disabled ?? (canRespond ? null : commands.notAllowed),
      run: focusAnswer,
    },
    one('end', { title: commands.end, icon: X, key: 'x' }),
    one('run_again', { title: commands.again, icon: RotateCw, key: 'w' }),
    one('hand_back', { title: commands.handBack, icon: Undo2, key: 'b' }),
    {
      ...{ id: 'inbox.delegate', title: commands.delegate, category: commands.category },
      icon: Forward,
      ...(hasKeys && { keys: ['d'] }),
      disabled,
      run: delegate,
    },
    {
      ...{ id: 'inbox.submit', title: commands.submit, category: commands.category },
      icon: Send,
      keys: ['$mod+Enter'],
      disabled,
      run() {
        if (answering.stage.type === 'confirming') return answering.confirm()
        const answer = answerToSend(approval, answering.stage)
        if (answer !== null) answering.choose(answer)
      },
    },
  ])
}

interface Look {
  readonly title: string
  readonly icon: typeof Check
  readonly key: string
}

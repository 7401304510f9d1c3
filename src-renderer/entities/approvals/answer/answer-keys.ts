import { Check, Forward, MessageSquareReply, Pencil, RotateCw, Send, Undo2, X } from 'lucide-react'
import type { Approval } from '#shared/model/approval.ts'
import type { Command } from '../../../commands/command.ts'
import { useCommands } from '../../../commands/use-commands.ts'
import { words } from '../../../words/words.ts'
import { answerOfKey, answerToSend, lookOfAnswer } from './answers.ts'
import type { Answering } from './use-answering.ts'

interface AnswerKeysOptions {
  readonly approval: Approval
  readonly answering: Answering
  /** Why nothing can be answered now; null: it can. */
  readonly disabled: string | null
  readonly focusAnswer: () => void
  readonly delegate: () => void
}

/** Every answer as a command, so that the palette, the sheet of keys and the keys themselves offer the same. */
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

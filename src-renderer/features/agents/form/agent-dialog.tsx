import { type RefObject, useEffect, useRef, useState } from 'react'
import { DialogHead, DialogShell } from '../../../ui/controls/dialog-frame.tsx'
import { words } from '../../../words/words.ts'
import { kindSentences, kindWords } from '../kinds.ts'
import { type AgentDraft, newDraft } from './agent-draft.ts'
import { AgentForm } from './agent-form.tsx'
import { KindCards } from './kind-cards.tsx'

interface AgentDialogProps {
  readonly isOpen: boolean
  /** What it begins with; null: a kind is chosen first. */
  readonly draft: AgentDraft | null
  /** Offered where skills are typed. */
  readonly skills: readonly string[]
  readonly onClose: () => void
  readonly onKept: (id: string) => void
}

/** An agent is added or changed. What is typed is lost by Cancel and Close only: not by Escape or a click beside it. */
export function AgentDialog({ isOpen, onClose, ...rest }: AgentDialogProps) {
  const isTyped = useRef(false)
  return (
    <DialogShell
      isKept
      size="wide"
      startsAt="dialog"
      mayClose={(reason) => !(reason === 'escape-key' && isTyped.current)}
      {...{ isOpen, onClose }}
    >
      {isOpen && <Steps {...rest} isTyped={isTyped} />}
    </DialogShell>
  )
}

interface StepsProps extends Omit<AgentDialogProps, 'isOpen' | 'onClose'> {
  readonly isTyped: RefObject<boolean>
}

function Steps({ draft: given, skills, onKept, isTyped }: StepsProps) {
  const [draft, setDraft] = useState(given)
  useEffect(() => {
    isTyped.current = false
  }, [isTyped])
  const change = (next: AgentDraft | null) => {
    isTyped.current = next !== null
    setDraft(next)
  }
  const title =
    draft === null
      ? words.agents.add
      : draft.base === null
        ? words.agents.addOf(kindWords[draft.kind])
        : words.agents.editTheAgent
  return (
    <>
      <DialogHead title={title} about={draft === null ? words.agents.whoOrWhat : kindSentences[draft.kind]} />
      {draft === null ? (
        <KindCards onChoose={(kind) => setDraft(newDraft(kind))} />
      ) : (
        <AgentForm
          draft={draft}
          skills={skills}
          onChange={change}
          onKept={onKept}
          onBack={given === null ? () => change(null) : null}
        />
      )}
    </>
  )
}

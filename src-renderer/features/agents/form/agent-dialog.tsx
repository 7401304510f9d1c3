import { type RefObject, useEffect, useRef, useState } from 'react'
import type { AgentKind } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'
import { DialogHead, DialogShell } from '../../../ui/controls/dialog-frame.tsx'
import { addedKinds, kindIcons, kindSentences, kindWords } from '../kinds.ts'
import { type AgentDraft, newDraft } from './agent-draft.ts'
import { AgentForm } from './agent-form.tsx'

interface AgentDialogProps {
  readonly isOpen: boolean
  /** The initial draft; null: the person chooses a kind first. */
  readonly draft: AgentDraft | null
  /** Suggestions for the skill field. */
  readonly skills: readonly string[]
  readonly onClose: () => void
  readonly onKept: (id: string) => void
}

/**
 * Adds or changes an agent. A click outside does not close the dialog, and Escape does not close a form with input.
 * Only Cancel and Close discard input.
 */
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

function KindCards({ onChoose }: { onChoose: (kind: AgentKind) => void }) {
  return (
    <ul className="grid min-h-0 gap-3 overflow-auto p-6 sm:grid-cols-2">
      {addedKinds.map((kind) => {
        const Icon = kindIcons[kind]
        return (
          <li key={kind}>
            <button
              type="button"
              onClick={() => onChoose(kind)}
              className="flex h-full w-full items-start gap-3 rounded-lg border border-line bg-surface p-4 text-start transition-colors hover:border-line-strong hover:bg-hover"
            >
              <Icon size={18} className="mt-0.5 shrink-0 text-accent" aria-hidden />
              <span className="min-w-0">
                <span className="block font-medium">{kindWords[kind]}</span>
                <span className="block text-muted">{kindSentences[kind]}</span>
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

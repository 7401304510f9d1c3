import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { IconButton } from '../../../ui/controls/button.tsx'
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
  const popup = useRef<HTMLDivElement>(null)
  const isTyped = useRef(false)
  return (
    <Dialog.Root
      open={isOpen}
      disablePointerDismissal
      onOpenChange={(open, { reason }) => {
        if (!open && !(reason === 'escape-key' && isTyped.current)) onClose()
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="appearing fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          ref={popup}
          initialFocus={popup}
          className="outline-none appearing fixed top-1/2 left-1/2 z-50 flex max-h-[min(820px,94vh)] w-[min(640px,94vw)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-line bg-raised shadow-high"
        >
          {isOpen && <Steps {...rest} isTyped={isTyped} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
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
      <header className="flex items-start justify-between gap-3 border-line border-b py-4 pe-4 ps-6">
        <div className="min-w-0">
          <Dialog.Title className="font-semibold text-lg">{title}</Dialog.Title>
          <Dialog.Description className="text-muted">
            {draft === null ? words.agents.whoOrWhat : kindSentences[draft.kind]}
          </Dialog.Description>
        </div>
        <Dialog.Close render={<IconButton label={words.agents.close} icon={X} />} />
      </header>
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

import { Plus } from 'lucide-react'
import { words } from '#shared/words/words.ts'
import { DialogFrame } from '../../ui/controls/dialog-frame.tsx'
import { useNewPlan } from '../drafts/use-new-plan.ts'
import { TemplateCards } from './template-cards.tsx'
import { useTemplates } from './use-templates.ts'

/** Starts a new plan, empty or from a template. */
export function NewPlanDialog({ onClose }: { onClose: () => void }) {
  const actions = useTemplates()
  const startPlan = useNewPlan()
  const { templates: say } = words
  return (
    <DialogFrame title={say.newPlan} about={say.newPlanAbout} size="large" isOpen onClose={onClose}>
      <TemplateCards
        shown={actions.templates}
        actions={actions}
        first={
          <button
            type="button"
            onClick={() => void startPlan()}
            className="flex min-h-40 w-full flex-col items-center justify-center gap-1 rounded-lg border border-line-strong border-dashed bg-surface p-3 text-center hover:border-accent hover:bg-accent-soft"
          >
            <Plus size={22} aria-hidden className="text-accent" />
            <span className="font-medium">{say.blank}</span>
            <span className="text-muted text-sm">{say.blankAbout}</span>
          </button>
        }
      />
    </DialogFrame>
  )
}

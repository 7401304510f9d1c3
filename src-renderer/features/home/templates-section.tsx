import { useState } from 'react'
import { NewPlanDialog } from '../../entities/templates/new-plan-dialog.tsx'
import { TemplateCards } from '../../entities/templates/template-cards.tsx'
import { useTemplates } from '../../entities/templates/use-templates.ts'
import { words } from '../../words/words.ts'
import { Section } from './section.tsx'

/** What a new plan can be begun with: `atMost` of them here, and the rest one press away. */
export function TemplatesSection({ atMost }: { atMost: number }) {
  const actions = useTemplates()
  const [isOpen, setOpen] = useState(false)
  const { templates } = actions
  if (templates.length === 0) return null
  return (
    <Section
      title={words.templates.title}
      link={
        templates.length > atMost && (
          <button
            type="button"
            onClick={() => setOpen(true)}
            className="inline-flex min-h-6 items-center text-accent hover:underline"
          >
            {words.templates.all(templates.length)}
          </button>
        )
      }
    >
      <TemplateCards shown={templates.slice(0, atMost)} actions={actions} />
      {isOpen && <NewPlanDialog onClose={() => setOpen(false)} />}
    </Section>
  )
}

import { ChevronDown, ChevronUp, Search, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../../commands/use-commands.ts'
import { FilterBar } from '../../../entities/tasks/filter/filter-bar.tsx'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { IconButton } from '../../../ui/controls/button.tsx'
import { useActions } from '../actions.ts'
import { focusView, useDesignerUiStore } from '../designer-ui.ts'
import type { Found } from './use-found.ts'

/** The search field of the plan; Enter selects the next match. */
export function FindBar({ text, byKey, subject, matched, found }: Found) {
  const ui = useDesignerUiStore()
  const actions = useActions()
  const lead = usePlanDocument(({ selection }) => selection.lead)
  const field = useRef<HTMLInputElement>(null)
  const isOpen = text !== null
  const focus = () => {
    field.current?.focus()
    field.current?.select()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is opened takes the focus
  useEffect(focus, [isOpen])
  useCommands([
    {
      ...{ id: 'plan.find', title: words.designer.find.title, category: words.designer.category },
      ...{ icon: Search, keys: ['$mod+f'], run: isOpen ? focus : () => ui.setState({ find: '' }) },
    },
  ])
  if (text === null) return null
  const at = lead === null ? -1 : found.indexOf(lead)
  const go = (by: 1 | -1) => {
    const next = at === -1 && by === -1 ? found.length - 1 : (at + by + found.length) % found.length
    const key = found[next]
    if (key !== undefined) actions.select(key)
  }
  const leave = () => {
    ui.setState({ find: null })
    focusView()
  }
  const says = words.designer.find
  const title = at === -1 ? null : (byKey.get(found[at] ?? '')?.title ?? null)
  return (
    <div className="flex shrink-0 items-center gap-2 border-line border-b px-4 py-1.5">
      <FilterBar
        {...{ text, tasks: byKey, subject, field }}
        placeholder={says.placeholder}
        examples={says.examples}
        found={
          matched === null
            ? null
            : title === null
              ? words.query.tasks.found(matched.size, byKey.size)
              : says.at(at + 1, found.length, title)
        }
        onText={(find) => ui.setState({ find })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') leave()
          else if (event.key === 'Enter' || event.key === 'F3') go(event.shiftKey ? -1 : 1)
          else return
          event.preventDefault()
        }}
      />
      <span className="ms-auto flex items-center">
        <IconButton
          label={says.previous}
          icon={ChevronUp}
          disabled={found.length === 0}
          onClick={() => go(-1)}
        />
        <IconButton
          label={says.next}
          icon={ChevronDown}
          disabled={found.length === 0}
          onClick={() => go(1)}
        />
        <IconButton label={says.close} icon={X} onClick={leave} />
      </span>
    </div>
  )
}

import { Dialog } from '@base-ui/react/dialog'
import { clsx } from 'clsx'
import { Search } from 'lucide-react'
import {
  type ClipboardEvent,
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { words } from '#shared/words/words.ts'
import { KeyCaps } from '../../commands/key-caps.tsx'
import { DialogShell } from './dialog-frame.tsx'

export interface ChoiceGroup<Item> {
  readonly id: string
  readonly label: string
  /** Heading above the items; null for none. */
  readonly title: string | null
  readonly items: readonly Item[]
}

interface ChoiceBoxProps<Item> {
  /** The label of the text field. */
  readonly label: string
  readonly listLabel: string
  readonly typed: string
  readonly onType: (typed: string) => void
  readonly onPaste?: (event: ClipboardEvent) => void
  readonly groups: readonly ChoiceGroup<Item>[]
  readonly keyOf: (item: Item) => string
  /** Renders the row of an item. */
  readonly option: (item: Item, group: ChoiceGroup<Item>) => ReactNode
  /** Whether the item cannot be chosen now. */
  readonly isOff?: (item: Item) => boolean
  readonly onChoose: (item: Item) => void
  /** Shown below the list, for example "nothing found" or "more results". */
  readonly after?: ReactNode
  /** Number of results, for screen readers. */
  readonly found?: string
  readonly hint: string
  /** Label of the Enter key's action. */
  readonly verb: string
}

const page = 8
const moves: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => (at === last ? 0 : at + 1),
  ArrowUp: (at, last) => (at <= 0 ? last : at - 1),
  PageDown: (at, last) => Math.min(last, at + page),
  PageUp: (at) => Math.max(0, at - page),
}

/** A combobox: a search field, the list of results, and a hint about the keys. */
export function ChoiceBox<Item>(props: ChoiceBoxProps<Item>) {
  const { label, listLabel, typed, onType, onPaste, groups, keyOf, option, onChoose } = props
  const { after, found, hint, verb, isOff = () => false } = props
  const shown = groups.flatMap(({ items }) => items)
  // A changed query resets the position to the first item.
  const [place, setPlace] = useState({ typed, at: 0 })
  const at = Math.min(place.typed === typed ? place.at : 0, shown.length - 1)
  const goTo = (next: number) => setPlace({ typed, at: next })
  const active = shown[at]
  const listId = useId()
  const idOf = (item: Item) => `${listId}-${keyOf(item).replaceAll(' ', '-')}`
  const activeId = active === undefined ? undefined : idOf(active)
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the line that is active now is brought into view
  useEffect(() => {
    // Scroll to the top so that the heading of the first group is visible too.
    if (at <= 0) list.current?.scrollTo({ top: 0 })
    else if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moves[event.key]?.(at, shown.length - 1)
    if (event.key === 'Enter') {
      if (active !== undefined) onChoose(active)
    } else if (to === undefined || shown.length === 0) return
    else goTo(to)
    event.preventDefault()
  }
  return (
    <>
      <div className="flex h-12 shrink-0 items-center gap-3 border-line border-b px-4">
        <Search size={16} aria-hidden className="shrink-0 text-muted" />
        <input
          data-autofocus
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-autocomplete="list"
          aria-controls={listId}
          aria-activedescendant={activeId}
          placeholder={label}
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          value={typed}
          onChange={({ target }) => onType(target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          className="h-full min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-faint"
        />
      </div>
      <div ref={list} className="min-h-0 flex-1 overflow-auto">
        <div id={listId} role="listbox" aria-label={listLabel} className="p-1.5">
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox has no element of its own
            <div key={group.id} role="group" aria-label={group.label}>
              {group.title !== null && (
                <p aria-hidden className="px-2.5 pt-2 pb-1 font-medium text-muted text-xs">
                  {group.title}
                </p>
              )}
              {group.items.map((item) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the field of the combobox has the focus and the keys
                <div
                  key={idOf(item)}
                  id={idOf(item)}
                  role="option"
                  tabIndex={-1}
                  aria-selected={item === active}
                  aria-disabled={isOff(item)}
                  onPointerMove={() => item !== active && goTo(shown.indexOf(item))}
                  onClick={() => onChoose(item)}
                  className={clsx(
                    'flex min-h-9 items-center gap-3 rounded-md px-2.5 py-1',
                    item === active && 'bg-hover',
                    isOff(item) ? 'cursor-default' : 'cursor-pointer',
                  )}
                >
                  {option(item, group)}
                </div>
              ))}
            </div>
          ))}
        </div>
        {after}
      </div>
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-line border-t px-4 py-1.5 text-muted text-xs">
        {found !== undefined && (
          <p role="status" className="sr-only">
            {found}
          </p>
        )}
        <p className="min-w-0 flex-1">{hint}</p>
        <p className="inline-flex items-center gap-1.5 max-sm:hidden">
          <KeyCaps keys="Enter" /> {verb}
        </p>
        <p className="inline-flex items-center gap-1.5 max-sm:hidden">
          <KeyCaps keys="Escape" /> {words.common.toClose}
        </p>
      </div>
    </>
  )
}

interface ChoiceDialogProps
  extends Pick<ComponentProps<typeof DialogShell>, 'isOpen' | 'onClose' | 'finalFocus' | 'children'> {
  readonly title: string
  /** Shows the title above the field. */
  readonly isTitleShown?: boolean
}

/** A dialog that contains a choice box. */
export const ChoiceDialog = ({ title, isTitleShown = false, children, ...shell }: ChoiceDialogProps) => (
  <DialogShell size="choice" startsAt="marked" {...shell}>
    <Dialog.Title
      title={title}
      className={isTitleShown ? 'shrink-0 truncate px-4 pt-3 font-semibold' : 'sr-only'}
    >
      {title}
    </Dialog.Title>
    {children}
  </DialogShell>
)

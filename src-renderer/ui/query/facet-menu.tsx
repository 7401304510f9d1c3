import { Menu } from '@base-ui/react/menu'
import { clsx } from 'clsx'
import { Check, ChevronDown } from 'lucide-react'
import { locale } from '#shared/words/words.ts'
import { MenuFrame, menuItemClass } from '../controls/menu-frame.tsx'

interface FacetMenuProps {
  readonly label: string
  readonly values: readonly { readonly value: string; readonly word?: string; readonly count?: number }[]
  readonly chosen: readonly string[]
  /** Text if there are no values. */
  readonly none: string
  readonly onToggle: (value: string) => void
  /** The note that more values exist, and the button to load them. */
  readonly rest?: {
    readonly note: string
    readonly action: { readonly label: string; readonly run: () => void } | null
  } | null
}

/** The values of a filter, with the number of matches for each. */
export function FacetMenu({ label, values, chosen, none, onToggle, rest = null }: FacetMenuProps) {
  return (
    <MenuFrame
      trigger={
        <button
          type="button"
          className={clsx(
            'inline-flex h-7 shrink-0 items-center gap-1 rounded-md border px-2 font-medium text-sm transition-colors',
            chosen.length > 0
              ? 'border-accent bg-accent-soft text-accent'
              : 'border-line-strong bg-surface text-muted hover:bg-hover hover:text-ink',
          )}
        >
          {label}
          {chosen.length > 1 && <span className="tabular">{chosen.length}</span>}
          <ChevronDown size={13} aria-hidden />
        </button>
      }
      className="max-h-[min(420px,var(--available-height))] min-w-52 max-w-80 overflow-auto"
    >
      {values.length === 0 && <p className="px-2 py-1.5 text-muted">{none}</p>}
      {values.map(({ value, word = value, count }) => (
        <Menu.CheckboxItem
          key={value}
          checked={chosen.includes(value)}
          onCheckedChange={() => onToggle(value)}
          className={menuItemClass}
        >
          <span className="inline-flex w-4 shrink-0">
            <Menu.CheckboxItemIndicator>
              <Check size={14} aria-hidden />
            </Menu.CheckboxItemIndicator>
          </span>
          <span className="min-w-0 flex-1 truncate" title={word}>
            {word}
          </span>
          {count !== undefined && (
            <span className="tabular text-muted text-sm">{count.toLocaleString(locale)}</span>
          )}
        </Menu.CheckboxItem>
      ))}
      {rest !== null && (
        <Menu.Item
          closeOnClick={false}
          disabled={rest.action === null}
          onClick={rest.action?.run}
          className="sticky bottom-0 flex min-h-8 cursor-pointer flex-col justify-center border-line border-t bg-raised px-2 py-1 outline-none data-[disabled]:cursor-default data-[highlighted]:bg-hover"
        >
          {rest.action !== null && <span className="text-accent">{rest.action.label}</span>}
          <span className="text-muted text-sm">{rest.note}</span>
        </Menu.Item>
      )}
    </MenuFrame>
  )
}

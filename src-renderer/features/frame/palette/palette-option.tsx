import { clsx } from 'clsx'
import { KeyCaps } from '../../../commands/key-caps.tsx'
import type { ChoiceProps } from '../../../ui/controls/choice-box.tsx'
import type { PaletteItem } from './palette-items.ts'

interface PaletteOptionProps extends ChoiceProps<PaletteItem> {
  /** False: its heading says it already. */
  readonly hasAbout: boolean
}

/** A line of the palette. What cannot be done now says why in the place of its keys. */
export function PaletteOption({ id, item, hasAbout, isActive, onPoint, onChoose }: PaletteOptionProps) {
  const { title, about, icon: Icon, keys, disabled = null } = item
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field of the combobox has the focus and the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      aria-disabled={disabled !== null}
      title={title}
      onPointerMove={() => !isActive && onPoint()}
      onClick={onChoose}
      className={clsx(
        'flex min-h-9 items-center gap-3 rounded-md px-2.5 py-1',
        isActive && 'bg-hover',
        disabled === null ? 'cursor-pointer' : 'cursor-default',
      )}
    >
      <Icon size={15} aria-hidden className="shrink-0 text-muted" />
      <span className={clsx('min-w-0 flex-1 truncate', disabled !== null && 'text-muted')}>{title}</span>
      <span className="max-w-[50%] shrink-0 truncate text-muted text-sm">
        {disabled ?? (hasAbout ? about : '')}
      </span>
      {keys !== undefined && (
        <span className="max-sm:hidden">
          <KeyCaps keys={keys} />
        </span>
      )}
    </div>
  )
}

import { words } from '../../../words/words.ts'
import type { Found } from './find-items.ts'
import type { PaletteItem, PaletteQuery } from './palette-items.ts'
import { PaletteOption } from './palette-option.tsx'

interface PaletteListProps {
  readonly id: string
  readonly found: Found
  readonly query: PaletteQuery
  readonly active: PaletteItem | undefined
  readonly optionId: (item: PaletteItem) => string
  readonly onPoint: (item: PaletteItem) => void
  readonly onChoose: (item: PaletteItem) => void
}

const { palette } = words.shell

export function PaletteList({ id, found, query, active, optionId, onPoint, onChoose }: PaletteListProps) {
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div id={id} role="listbox" aria-label={palette.title} className="p-1.5">
        {found.groups.map(({ title, items }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox has no element of its own
          <div key={title ?? ''} role="group" aria-label={title ?? palette.title}>
            {title !== null && (
              <p aria-hidden className="px-2.5 pt-2 pb-1 font-medium text-muted text-xs">
                {title}
              </p>
            )}
            {items.map((item) => (
              <PaletteOption
                key={item.id}
                id={optionId(item)}
                item={item}
                hasAbout={title !== item.about}
                isActive={item === active}
                onPoint={() => onPoint(item)}
                onChoose={() => onChoose(item)}
              />
            ))}
          </div>
        ))}
      </div>
      {found.groups.length === 0 && (
        <p className="px-4 pb-6 text-center text-muted">
          {query.text === '' ? palette.noneAtAll : palette.none(query.text)}
        </p>
      )}
      {found.more > 0 && <p className="px-4 pb-3 text-muted text-sm">{palette.more(found.more)}</p>}
    </div>
  )
}

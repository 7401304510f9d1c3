import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react'
import { noteRecent, readRecent } from '../../../commands/recent.ts'
import { pause } from '../../../rpc/reconnect.ts'
import { words } from '../../../words/words.ts'
import { closeOverlay } from '../overlay-store.ts'
import { findItems } from './find-items.ts'
import { PaletteFoot } from './palette-foot.tsx'
import { type PaletteItem, readQuery } from './palette-items.ts'
import { PaletteList } from './palette-list.tsx'
import { useOlderRuns, usePaletteItems } from './use-palette-items.ts'

const { palette } = words.shell

/** The field and what it finds, as a combobox with its list. */
export function PaletteBox() {
  const [typed, setTyped] = useState('')
  const items = usePaletteItems()
  const query = useMemo(() => readQuery(typed), [typed])
  const older = useOlderRuns(query)
  const [recent] = useState(readRecent)
  // Never late: Enter does what the newest letters found.
  const found = useMemo(
    () =>
      findItems({
        ...{ items, query, recent, recentTitle: palette.recent },
        older: { title: palette.olderRuns, items: older },
      }),
    [items, query, recent, older],
  )
  const shown = found.groups.flatMap((group) => group.items)
  const [at, setAt] = useState(0)
  const active = shown[Math.min(at, shown.length - 1)]
  const listId = useId()
  const optionId = (item: PaletteItem) => `${listId}-${item.id}`

  const activeId = active === undefined ? undefined : optionId(active)
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  const choose = (item: PaletteItem | undefined) => {
    if (item === undefined || (item.disabled ?? null) !== null) return
    noteRecent(item.id)
    closeOverlay()
    // Not before the palette is gone: what is done may take the focus, and a closing dialog gives it back.
    void pause(0).then(item.run)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moves[event.key]?.(Math.min(at, shown.length - 1), shown.length - 1)
    if (event.key === 'Enter') choose(active)
    else if (to === undefined || shown.length === 0) return
    else setAt(to)
    event.preventDefault()
  }

  return (
    <>
      <div className="flex h-12 shrink-0 items-center gap-3 border-line border-b px-4">
        <Search size={16} aria-hidden className="shrink-0 text-muted" />
        <input
          type="text"
          role="combobox"
          aria-label={palette.search}
          aria-expanded
          aria-autocomplete="list"
          aria-controls={listId}
          aria-activedescendant={activeId}
          placeholder={palette.search}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
          className="h-full min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-faint"
        />
      </div>
      <PaletteList
        id={listId}
        found={found}
        query={query}
        active={active}
        optionId={optionId}
        onPoint={(item) => setAt(shown.indexOf(item))}
        onChoose={choose}
      />
      <PaletteFoot count={shown.length + found.more} />
    </>
  )
}

const page = 8
const moves: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => (at === last ? 0 : at + 1),
  ArrowUp: (at, last) => (at <= 0 ? last : at - 1),
  PageDown: (at, last) => Math.min(last, at + page),
  PageUp: (at) => Math.max(0, at - page),
}

import { useMemo, useState } from 'react'
import { noteRecent, readRecent } from '../../../commands/recent.ts'
import { pause } from '../../../rpc/reconnect.ts'
import { ChoiceBox } from '../../../ui/controls/choice-box.tsx'
import { words } from '../../../words/words.ts'
import { closeOverlay } from '../overlay-store.ts'
import { findItems } from './find-items.ts'
import { type PaletteItem, readQuery } from './palette-items.ts'
import { PaletteOption } from './palette-option.tsx'
import { useOlderRuns, usePaletteItems } from './use-palette-items.ts'

const { palette } = words.shell

export function PaletteBox() {
  const [typed, setTyped] = useState('')
  const items = usePaletteItems()
  const query = useMemo(() => readQuery(typed), [typed])
  const older = useOlderRuns(query)
  const [recent] = useState(readRecent)
  // Never late: Enter does what the newest letters found.
  const { groups, more } = useMemo(
    () =>
      findItems({
        ...{ items, query, recent, recentTitle: palette.recent },
        older: { title: palette.olderRuns, items: older },
      }),
    [items, query, recent, older],
  )
  const count = groups.reduce((sum, group) => sum + group.items.length, 0)
  const choose = (item: PaletteItem) => {
    if ((item.disabled ?? null) !== null) return
    noteRecent(item.id)
    closeOverlay()
    // Not before the palette is gone: what is done may take the focus, and a closing dialog gives it back.
    void pause(0).then(item.run)
  }
  return (
    <ChoiceBox
      label={palette.search}
      listLabel={palette.title}
      typed={typed}
      onType={setTyped}
      groups={groups.map((group) => ({
        ...group,
        id: group.title ?? '',
        label: group.title ?? palette.title,
      }))}
      keyOf={({ id }) => id}
      option={(props, { title }) => (
        <PaletteOption key={props.id} {...props} hasAbout={title !== props.item.about} />
      )}
      onChoose={choose}
      found={palette.results(count + more)}
      hint={palette.hint}
      verb={palette.choose}
      after={
        groups.length === 0 ? (
          <p className="px-4 pb-6 text-center text-muted">
            {query.text === '' ? palette.noneAtAll : palette.none(query.text)}
          </p>
        ) : more > 0 ? (
          <p className="px-4 pb-3 text-muted text-sm">{palette.more(more)}</p>
        ) : null
      }
    />
  )
}

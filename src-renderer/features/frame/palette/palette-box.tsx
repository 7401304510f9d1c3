import { clsx } from 'clsx'
import { useMemo, useState } from 'react'
import { z } from 'zod'
import { words } from '#shared/words/words.ts'
import { KeyCaps } from '../../../commands/key-caps.tsx'
import { pause } from '../../../rpc/reconnect.ts'
import { readPreference } from '../../../stores/preference.ts'
import { setPreference } from '../../../stores/preference-store.ts'
import { ChoiceBox } from '../../../ui/controls/choice-box.tsx'
import { closeOverlay } from '../overlay-store.ts'
import { findItems } from './find-items.ts'
import { type PaletteItem, readQuery } from './palette-items.ts'
import { useOlderRuns, usePaletteItems } from './use-palette-items.ts'

const { palette } = words.shell

export function PaletteBox() {
  const [typed, setTyped] = useState('')
  const items = usePaletteItems()
  const query = useMemo(() => readQuery(typed), [typed])
  const older = useOlderRuns(query)
  const [recent] = useState(readRecent)
  // Not deferred, so that Enter always acts on the result of the latest input.
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
    // Run after the palette has closed: the action may move the focus, and a closing dialog would restore it.
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
      isOff={({ disabled = null }) => disabled !== null}
      option={(item, { title }) => <PaletteOption item={item} hasAbout={title !== item.about} />}
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

interface PaletteOptionProps {
  readonly item: PaletteItem
  /** False: the group heading already shows the description. */
  readonly hasAbout: boolean
}

/** An entry of the palette. A disabled entry shows the reason in place of its description. */
function PaletteOption({ item, hasAbout }: PaletteOptionProps) {
  const { title, about, icon: Icon, keys, disabled = null } = item
  return (
    <>
      <Icon size={15} aria-hidden className="shrink-0 text-muted" />
      <span title={title} className={clsx('min-w-0 flex-1 truncate', disabled !== null && 'text-muted')}>
        {title}
      </span>
      <span className="max-w-[50%] shrink-0 truncate text-muted text-sm">
        {disabled ?? (hasAbout ? about : '')}
      </span>
      {keys !== undefined && (
        <span className="max-sm:hidden">
          <KeyCaps keys={keys} />
        </span>
      )}
    </>
  )
}

const name = 'palette.recent'
const recentSchema = z.array(z.string().max(300)).max(50)
const keptAtMost = 12

/** Ids of entries chosen in the palette, newest first. */
const readRecent = (): readonly string[] => readPreference(name, recentSchema) ?? []

const noteRecent = (id: string): void => setPreference(name, withRecent(readRecent(), id))

const withRecent = (ids: readonly string[], id: string): string[] =>
  [id, ...ids.filter((each) => each !== id)].slice(0, keptAtMost)

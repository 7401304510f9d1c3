import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { words } from '#shared/words/words.ts'
import type { Command } from '../../../commands/command.ts'
import { KeyCaps } from '../../../commands/key-caps.tsx'
import { capsOf } from '../../../commands/key-names.ts'
import { useKeySettings, withKeys } from '../../../commands/key-settings.ts'
import { rank } from '../../../commands/rank.ts'
import { commandStore, isDisabled, listCommands } from '../../../commands/registry.ts'
import { IconButton } from '../../../ui/controls/button.tsx'
import { DialogShell } from '../../../ui/controls/dialog-frame.tsx'
import { closeOverlay, focusAfter, useOverlay } from '../overlay-store.ts'

const { keys: say } = words.shell

/** All active keyboard shortcuts. */
export function KeySheet() {
  const isOpen = useOverlay('keys')
  return (
    <DialogShell
      size="sheet"
      startsAt="marked"
      isOpen={isOpen}
      onClose={closeOverlay}
      finalFocus={focusAfter}
    >
      <Sheet />
    </DialogShell>
  )
}

function Sheet() {
  const [query, setQuery] = useState('')
  const registry = useStore(commandStore)
  const [settings] = useKeySettings()
  const groups = groupKeys(withKeys(listCommands(registry), settings), query)
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-5 py-3">
        <Dialog.Title className="font-semibold text-lg">{say.title}</Dialog.Title>
        <input
          data-autofocus
          type="search"
          aria-label={say.search}
          placeholder={say.search}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className="h-8 min-w-[16ch] flex-1 rounded-md border border-line-strong bg-surface px-2.5 placeholder:text-faint"
        />
        <Dialog.Close render={<IconButton label={words.common.close} icon={X} className="-me-2" />} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key */}
      <div tabIndex={0} className="min-h-0 flex-1 overflow-auto px-5 py-4">
        {!settings.hasCharacterKeys && <p className="mb-4 text-muted">{say.characterKeysOff}</p>}
        {groups.length === 0 && <p className="py-6 text-center text-muted">{say.none(query)}</p>}
        <div className="gap-x-10 sm:columns-2">
          {groups.map((group) => (
            <KeyGroupList key={group.title} group={group} />
          ))}
        </div>
      </div>
    </>
  )
}

/** The shortcuts of one category. A disabled command shows the reason below it. */
function KeyGroupList({ group: { title, commands } }: { group: KeyGroup }) {
  return (
    <section className="mb-5 break-inside-avoid">
      <h3 className="mb-1 font-medium text-muted text-sm">{title}</h3>
      <ul>
        {commands.map((command) => (
          <li key={command.id} className="flex min-h-8 items-start justify-between gap-4 py-1">
            <span className="min-w-0 break-words">
              {command.title}
              {isDisabled(command) && <span className="block text-muted text-sm">{command.disabled}</span>}
            </span>
            <span className="flex shrink-0 flex-col items-end gap-1">
              {command.keys?.map((keys) => (
                <KeyCaps key={keys} keys={keys} />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface KeyGroup {
  readonly title: string
  readonly commands: readonly Command[]
}

/** Commands with shortcuts by category, those of the current screen first. A query filters the commands. */
function groupKeys(commands: readonly Command[], query: string): KeyGroup[] {
  const text = query.trim().toLowerCase()
  const listed = commands
    .filter(({ keys = [] }) => keys.length > 0)
    .filter((command) => text === '' || rank(text, textOf(command)) !== null)
  const ordered = [...listed.filter((each) => !isEverywhere(each)), ...listed.filter(isEverywhere)]
  const groups = new Map<string, Command[]>()
  for (const command of ordered) {
    const group = groups.get(command.category)
    if (group === undefined) groups.set(command.category, [command])
    else group.push(command)
  }
  return [...groups].map(([title, list]) => ({ title, commands: list }))
}

const isEverywhere = ({ isEverywhere: is = false }: Command): boolean => is

const textOf = ({ title, category, keys = [] }: Command): string =>
  [title, category, ...keys.map((each) => capsOf(each).flat().join(' '))].join(' ').toLowerCase()

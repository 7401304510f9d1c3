import { useState } from 'react'
import { useStore } from 'zustand'
import { words } from '#shared/words/words.ts'
import { KeyCaps } from '../../commands/key-caps.tsx'
import { resetKeys, setKeys, useKeySettings } from '../../commands/key-settings.ts'
import { readKnownCommands } from '../../commands/known-commands.ts'
import { commandStore, listCommands } from '../../commands/registry.ts'
import { Button } from '../../ui/controls/button.tsx'
import { CheckBox } from '../../ui/controls/check-box.tsx'
import { FindField } from '../../ui/controls/find-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { KeyDialog } from './key-dialog.tsx'
import { type KeyRow, listKeyRows } from './key-rows.ts'
import { Group, Setting } from './setting.tsx'

const { keys: say, sections } = words.settings

/** All known commands with their shortcuts, which can be changed. */
export function KeysSection() {
  const [settings, set] = useKeySettings()
  const registry = useStore(commandStore)
  const [query, setQuery] = useState('')
  const [edited, setEdited] = useState<KeyRow | null>(null)
  const rows = listKeyRows(readKnownCommands(), listCommands(registry), settings)
  const shown = rows.filter(({ title, category }) =>
    `${category} ${title}`.toLowerCase().includes(query.trim().toLowerCase()),
  )
  const titleOf = (id: string) => rows.find((row) => row.id === id)?.title ?? id
  return (
    <Group
      title={sections.keys}
      about={say.about}
      actions={
        <Button
          disabled={Object.keys(settings.own).length === 0}
          onClick={() => {
            const before = settings
            set({ ...settings, own: {} })
            showToast({ title: say.resetDone, undo: () => set(before) })
          }}
        >
          {say.resetAll}
        </Button>
      }
    >
      <Setting title={say.characters} about={say.charactersAbout} isChanged={!settings.hasCharacterKeys}>
        <CheckBox
          label={say.characters}
          isChecked={settings.hasCharacterKeys}
          onChange={(isOn) => set({ ...settings, hasCharacterKeys: isOn })}
        />
      </Setting>
      <div className="max-w-80 py-3">
        <FindField label={say.search} placeholder={say.search} value={query} onChange={setQuery} />
      </div>
      {shown.length === 0 && <p className="py-3 text-muted">{say.none}</p>}
      <ul aria-label={sections.keys}>
        {shown.map((row) => (
          <li
            key={row.id}
            data-setting={row.isOwn ? 'changed' : 'shipped'}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-t py-2"
          >
            <div className="min-w-48 flex-1">
              <span className="text-muted">{row.category}: </span>
              {row.title}
              {row.isOwn && <span className="ms-2 text-accent text-sm">{say.own}</span>}
              {row.conflicts.length > 0 && (
                <span className="block text-sm text-warning">
                  {say.conflict(row.conflicts.map(titleOf).join(', '))}
                </span>
              )}
            </div>
            <span className="flex flex-wrap items-center gap-2">
              {row.keys.length === 0 && <span className="text-muted text-sm">{say.noKey}</span>}
              {row.keys.map((keys) => (
                <KeyCaps key={keys} keys={keys} />
              ))}
            </span>
            <Button aria-label={say.change(row.title)} onClick={() => setEdited(row)}>
              {words.settings.models.edit}
            </Button>
          </li>
        ))}
      </ul>
      {edited !== null && (
        <KeyDialog
          row={edited}
          onClose={() => setEdited(null)}
          conflictsOf={(keys) =>
            listKeyRows(readKnownCommands(), listCommands(registry), setKeys(settings, edited.id, keys))
              .find(({ id }) => id === edited.id)
              ?.conflicts.map(titleOf) ?? []
          }
          onKeep={(keys) => {
            set(keys === null ? resetKeys(settings, edited.id) : setKeys(settings, edited.id, keys))
            setEdited(null)
          }}
        />
      )}
    </Group>
  )
}

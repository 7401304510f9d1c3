import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { type ComponentType, useState } from 'react'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { useRpc } from '../../rpc/context.tsx'
import { CheckBox } from '../../ui/controls/check-box.tsx'
import { FindField } from '../../ui/controls/find-field.tsx'
import { NoMatch } from '../../ui/notes.tsx'
import { Page } from '../../ui/page.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { AboutSection } from './about-section.tsx'
import { AccessSection } from './access-section.tsx'
import { DataSection } from './data-section.tsx'
import { GeneralSection } from './general-section.tsx'
import { KeysSection } from './keys-section.tsx'
import { LimitsSection } from './limits-section.tsx'
import { MailSection } from './mail-section.tsx'
import { ModelsSection } from './models/models-section.tsx'
import { NotificationsSection } from './notifications-section.tsx'
import { findSections, type SectionName, type SettingsSearch, sectionNames } from './sections.ts'
import { WorkspacesSection } from './workspaces-section.tsx'

const shown: Record<SectionName, ComponentType> = {
  general: GeneralSection,
  models: ModelsSection,
  limits: LimitsSection,
  workspaces: WorkspacesSection,
  mail: MailSection,
  notifications: NotificationsSection,
  keys: KeysSection,
  access: AccessSection,
  data: DataSection,
  about: AboutSection,
}

const { settings } = words

/** The settings, one section at a time. A search shows all matching sections. */
export function SettingsPage({ search: { section = 'general' }, onSearch }: AddressProps<SettingsSearch>) {
  const { orpc } = useRpc()
  const [query, setQuery] = useState('')
  const [isOnlyChanged, setOnlyChanged] = useState(false)
  const kept = useQuery(orpc.system.settings.queryOptions())
  const found = findSections(query)
  const isSearching = query.trim() !== '' || isOnlyChanged
  const drawn = isSearching ? found : [section]
  const show = (name: SectionName) => {
    setQuery('')
    setOnlyChanged(false)
    onSearch({ section: name })
  }
  useCommands(
    sectionNames.map((name) => ({
      id: `settings.${name}`,
      title: settings.goTo(settings.sections[name]),
      category: settings.category,
      run: () => show(name),
    })),
  )
  return (
    <Page title={words.shell.settings} about={settings.about}>
      {typeof kept.data?.problem === 'string' && (
        <p role="alert" className="mb-4 rounded-lg bg-failed-soft p-3">
          {settings.broken(kept.data.problem)}
        </p>
      )}
      <div className="grid gap-x-8 gap-y-4 md:grid-cols-[190px_minmax(0,1fr)]">
        <nav aria-label={settings.category} className="min-w-0">
          <FindField
            label={settings.search}
            placeholder={settings.search}
            value={query}
            onChange={setQuery}
          />
          <CheckBox
            showsLabel
            label={settings.onlyChanged}
            isChecked={isOnlyChanged}
            onChange={setOnlyChanged}
            className="mt-2 text-muted"
          />
          <ul className="mt-3 flex flex-wrap gap-1 md:flex-col">
            {sectionNames.map((name) => (
              <li key={name}>
                <button
                  type="button"
                  disabled={!found.includes(name)}
                  aria-current={!isSearching && name === section ? 'page' : undefined}
                  onClick={() => show(name)}
                  className={clsx(
                    'h-8 rounded-md px-2.5 text-start font-medium md:w-full',
                    !isSearching && name === section
                      ? 'bg-accent-soft text-accent'
                      : 'text-muted hover:bg-hover hover:text-ink disabled:opacity-50',
                  )}
                >
                  {settings.sections[name]}
                </button>
              </li>
            ))}
          </ul>
        </nav>
        <div className={clsx('min-w-0', isOnlyChanged && 'only-changed')}>
          {isOnlyChanged && (
            <p className="nothing-changed py-8 text-center text-muted">{settings.nothingChanged}</p>
          )}
          {drawn.length === 0 && (
            <NoMatch title={settings.none(query)} clear={words.query.clear} onClear={() => setQuery('')} />
          )}
          {drawn.map((name) => {
            const Section = shown[name]
            return <Section key={name} />
          })}
        </div>
      </div>
    </Page>
  )
}

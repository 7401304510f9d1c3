import { Radio } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { words } from '#shared/words/words.ts'
import { listCommands } from '../../commands/list-commands.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Page } from '../../ui/page.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { FacetMenu } from '../../ui/query/facet-menu.tsx'
import { valuesOf, withToggled } from '../../ui/query/query.ts'
import { QueryChips } from '../../ui/query/query-chips.tsx'
import { QueryField } from '../../ui/query/query-field.tsx'
import { type AuditSearch, filterOf, readAuditQuery } from './audit-search.ts'
import { AuditActions, AuditState } from './audit-state.tsx'
import { AuditTable } from './audit-table.tsx'
import { EntryPane } from './entry-pane.tsx'
import { useChecks } from './use-checks.ts'

const kinds = Object.entries(words.audit.kinds).map(([value, word]) => ({ value, word }))

/** The log, with its integrity checks and all entries. */
export function AuditPage({ search, onSearch }: AddressProps<AuditSearch>) {
  const { q: text = '', seq } = search
  const chosen = seq === undefined ? null : Number(seq)
  const query = useMemo(() => readAuditQuery(text, Date.now()), [text])
  const filter = useMemo(() => filterOf(query), [query])
  const [from, setFrom] = useState(chosen)
  const [isLive, setLive] = useState(true)
  const isFollowing = isLive && from === null
  const checks = useChecks()
  const field = useRef<HTMLInputElement>(null)
  const opened = useRef(chosen)
  useEffect(() => {
    // Opened by a link or by going back: scroll the table to the entry.
    if (chosen !== null && chosen !== opened.current) setFrom(chosen)
    opened.current = chosen
  }, [chosen])
  const setText = (q: string) => {
    setFrom(null)
    onSearch({ ...(seq !== undefined && { seq }), ...(q !== '' && { q }) })
  }
  const open = (next: number | null) => {
    opened.current = next
    onSearch({ ...(text !== '' && { q: text }), ...(next !== null && { seq: String(next) }) })
  }
  const goTo = (next: number) => {
    setFrom(next)
    onSearch({ seq: String(next) })
  }
  const step = (by: number) => {
    if (chosen !== null && chosen + by >= 1) open(chosen + by)
  }
  const { category } = words.audit
  useCommands([
    ...listCommands({
      ...{ area: 'audit', category, titles: words.audit, field, isStepFromOpen: true },
      nothingOpen: chosen === null ? words.audit.choose : null,
      onStep: (by) => step(-by),
      onClose: () => open(null),
    }),
    { id: 'audit.verify', title: words.audit.verify, category, keys: ['v'], run: checks.verify },
    { id: 'audit.replay', title: words.audit.replay, category, run: checks.replay },
    { id: 'audit.newest', title: words.audit.newest, category, run: () => setFrom(null) },
  ])

  return (
    <Page
      title={words.audit.title}
      about={words.audit.about}
      width="full"
      actions={<AuditActions checks={checks} />}
    >
      <div className="@container flex min-h-0 flex-1 flex-col gap-3">
        <AuditState checks={checks} onGoTo={goTo} />
        <div className="flex flex-wrap items-center gap-1.5">
          <div className="min-w-56 flex-1">
            <QueryField
              label={words.audit.search}
              placeholder={words.audit.placeholder}
              value={text}
              onChange={setText}
              field={field}
            />
          </div>
          <FacetMenu
            label={words.audit.types}
            none={words.audit.noTypes}
            values={kinds}
            chosen={valuesOf(query, 'type')}
            onToggle={(value) => setText(withToggled(text, query, 'type', value))}
          />
          <Button
            look="ghost"
            icon={Radio}
            aria-pressed={isFollowing}
            title={isFollowing ? words.audit.liveOn : words.audit.liveOff}
            className={isFollowing ? 'bg-done-soft text-done!' : ''}
            onClick={() => {
              setFrom(null)
              setLive(from !== null || !isLive)
            }}
          >
            {words.audit.live}
          </Button>
        </div>
        <div className="relative flex min-h-0 flex-1 gap-4">
          <AuditTable
            filter={filter}
            isNarrowed={text !== ''}
            from={from}
            isLive={isLive}
            chosen={chosen}
            onOpen={open}
            onNewest={() => setFrom(null)}
            onClear={() => setText('')}
          >
            <QueryChips text={text} query={query} onChange={setText} />
          </AuditTable>
          {chosen !== null && (
            <EntryPane seq={chosen} onClose={() => open(null)} onStep={step} onGoTo={goTo} />
          )}
        </div>
      </div>
    </Page>
  )
}

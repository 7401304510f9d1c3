import { useQuery } from '@tanstack/react-query'
import { Bot, FileInput, Plus } from 'lucide-react'
import { useState } from 'react'
import type { AgentView } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { FindField } from '../../ui/controls/find-field.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { Unfetched } from '../../ui/fetched.tsx'
import { EmptyNote, NoMatch } from '../../ui/notes.tsx'
import { Page } from '../../ui/page.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { AgentList } from './agent-list.tsx'
import { AgentPanel } from './agent-panel.tsx'
import { type AgentsSearch, agentViews } from './agents-search.ts'
import { findAgents, skillsOf } from './find-agents.ts'
import { AgentDialog } from './form/agent-dialog.tsx'
import { type AgentDraft, draftOf } from './form/agent-draft.ts'
import { RosterDialog } from './roster-dialog.tsx'
import { SkillMatrix } from './skill-matrix.tsx'
import { WhoCould } from './who-could.tsx'

/** The open dialog: the form with a draft, or with a choice of the kind first (null). */
type Opened = { readonly form: AgentDraft | null } | 'roster' | null

export function AgentsPage({ search, onSearch }: AddressProps<AgentsSearch>) {
  const { orpc } = useRpc()
  const agents = useQuery(orpc.agents.list.queryOptions())
  const [opened, setOpened] = useState<Opened>(search.add === true ? { form: null } : null)
  const [query, setQuery] = useState('')
  const { agent: selected = null, view = 'list' } = search
  const close = () => {
    setOpened(null)
    const { add, ...rest } = search
    if (add === true) onSearch(rest)
  }
  const onSelect = (id: string | null) => onSearch({ view, ...(id !== null && { agent: id }) })
  useCommands([
    {
      id: 'agents.add',
      title: words.agents.add,
      category: words.agents.title,
      icon: Plus,
      keys: ['n'],
      run: () => setOpened({ form: null }),
    },
    {
      id: 'agents.import',
      title: words.agents.importRoster,
      category: words.agents.title,
      icon: FileInput,
      run: () => setOpened('roster'),
    },
  ])
  const chosen = agents.data?.find(({ id }) => id === selected)
  const found = findAgents(agents.data ?? [], query)
  return (
    <div className="relative flex h-full min-h-0">
      <div className="@container min-w-0 flex-1 overflow-auto">
        <Page
          title={words.agents.title}
          about={summaryOf(agents.data)}
          actions={
            <>
              <Button icon={FileInput} onClick={() => setOpened('roster')}>
                {words.agents.importRoster}
              </Button>
              <Button look="primary" icon={Plus} onClick={() => setOpened({ form: null })}>
                {words.agents.add}
              </Button>
            </>
          }
        >
          <div className="mb-3 flex flex-wrap items-center gap-3">
            <Segmented
              label={words.agents.view}
              value={view}
              choices={agentViews.map((each) => ({ value: each, label: words.agents[each] }))}
              onChoose={(next) => onSearch({ ...search, view: next })}
            />
            {view !== 'match' && (
              <FindField
                label={words.agents.search}
                placeholder={words.agents.searchHint}
                value={query}
                onChange={setQuery}
              />
            )}
          </div>
          <div className="overflow-hidden rounded-lg border border-line bg-surface">
            {agents.isError || agents.data === undefined ? (
              <Unfetched query={agents} lines={6} className="p-4" />
            ) : agents.data.length === 0 ? (
              <EmptyNote icon={Bot} title={words.agents.nobody}>
                {words.agents.nobodyText}
              </EmptyNote>
            ) : view === 'match' ? (
              <WhoCould agents={agents.data} onSelect={onSelect} />
            ) : found.length === 0 ? (
              <NoMatch
                title={words.agents.noMatch(query)}
                clear={words.agents.clear}
                onClear={() => setQuery('')}
              />
            ) : view === 'skills' ? (
              <SkillMatrix agents={found} onSelect={onSelect} />
            ) : (
              <AgentList agents={found} selected={selected} onSelect={onSelect} />
            )}
          </div>
        </Page>
      </div>
      {chosen !== undefined && (
        <AgentPanel
          key={chosen.id}
          agent={chosen}
          onEdit={() => setOpened({ form: draftOf(chosen) })}
          onClose={() => onSelect(null)}
        />
      )}
      <AgentDialog
        isOpen={opened !== null && opened !== 'roster'}
        draft={opened === null || opened === 'roster' ? null : opened.form}
        skills={skillsOf(agents.data ?? [])
          .map(({ skill }) => skill)
          .sort()}
        onClose={close}
        onKept={(id) => {
          setOpened(null)
          onSelect(id)
        }}
      />
      <RosterDialog isOpen={opened === 'roster'} onClose={close} />
    </div>
  )
}

const summaryOf = (agents: readonly AgentView[] | undefined): string =>
  agents === undefined ? words.agents.everyone : words.agents.summary(agents.length, skillsOf(agents).length)

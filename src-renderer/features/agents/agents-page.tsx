import { useQuery } from '@tanstack/react-query'
import { Bot, FileInput, Plus } from 'lucide-react'
import { useState } from 'react'
import type { AgentView } from '#shared/model/agent.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/button.tsx'
import { plural } from '../../ui/format.ts'
import { EmptyNote, FailureNote, Skeleton } from '../../ui/notes.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { AgentList } from './agent-list.tsx'
import { AgentPanel } from './agent-panel.tsx'
import { AgentDialog } from './form/agent-dialog.tsx'
import { type AgentDraft, draftOf } from './form/agent-draft.ts'
import { RosterDialog } from './roster-dialog.tsx'

interface AgentsPageProps {
  /** The id of the one that is open. */
  readonly selected: string | null
  readonly onSelect: (id: string | null) => void
}

/** What is open above the page: a form with this draft, or with a kind to choose first. */
type Opened = { readonly form: AgentDraft | null } | 'roster' | null

export function AgentsPage({ selected, onSelect }: AgentsPageProps) {
  useTitle('Agents')
  const { orpc } = useRpc()
  const agents = useQuery(orpc.agents.list.queryOptions())
  const [opened, setOpened] = useState<Opened>(null)
  const close = () => setOpened(null)
  const chosen = agents.data?.find(({ id }) => id === selected)
  return (
    <div className="relative flex h-full min-h-0">
      <div className="@container min-w-0 flex-1 overflow-auto">
        <div className="mx-auto max-w-[1080px] px-6 py-6 max-sm:px-4">
          <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
            <div>
              <h1 className="font-semibold text-xl">Agents</h1>
              <p className="mt-1 text-muted">{summaryOf(agents.data)}</p>
            </div>
            <div className="flex flex-wrap gap-2">
              <Button icon={FileInput} onClick={() => setOpened('roster')}>
                Import a roster
              </Button>
              <Button look="primary" icon={Plus} onClick={() => setOpened({ form: null })}>
                Add an agent
              </Button>
            </div>
          </div>
          <div className="overflow-hidden rounded-lg border border-line bg-surface">
            {agents.isError ? (
              <div className="p-4">
                <FailureNote error={agents.error} onRetry={() => void agents.refetch()} />
              </div>
            ) : agents.data === undefined ? (
              <div className="p-5">
                <Skeleton lines={6} />
              </div>
            ) : agents.data.length === 0 ? (
              <EmptyNote icon={Bot} title="Nobody is here">
                Add an agent, or import a roster of another tool.
              </EmptyNote>
            ) : (
              <AgentList agents={agents.data} selected={selected} onSelect={onSelect} />
            )}
          </div>
        </div>
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
        skills={skillsOf(agents.data ?? [])}
        onClose={close}
        onKept={(id) => {
          close()
          onSelect(id)
        }}
      />
      <RosterDialog isOpen={opened === 'roster'} onClose={close} />
    </div>
  )
}

const skillsOf = (agents: readonly AgentView[]): string[] =>
  [...new Set(agents.flatMap(({ skills }) => skills))].sort()

const summaryOf = (agents: readonly AgentView[] | undefined): string =>
  agents === undefined
    ? 'Everyone who can be given a task.'
    : `${plural(agents.length, 'agent')} with ${plural(skillsOf(agents).length, 'skill')} between them.`

import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { Bot } from 'lucide-react'
import type { AgentKind, AgentView, Availability } from '#shared/model/agent.ts'
import { useRpc } from '../../rpc/context.tsx'
import { plural } from '../../ui/format.ts'
import { EmptyNote, FailureNote, Skeleton } from '../../ui/notes.tsx'
import { useTitle } from '../../ui/use-title.ts'

const kindWords: Record<AgentKind, string> = {
  builtin: 'Built in',
  scripted: 'Scripted',
  command: 'Program',
  model: 'Model',
  acp: 'Coding agent',
  a2a: 'Remote agent',
  external: 'External worker',
  person: 'Person',
}
const availabilityLooks: Record<Availability, { word: string; dot: string }> = {
  online: { word: 'Online', dot: 'bg-done' },
  busy: { word: 'Busy', dot: 'bg-warning' },
  offline: { word: 'Offline', dot: 'border border-line-strong' },
}

export function AgentsPage() {
  useTitle('Agents')
  const { orpc } = useRpc()
  const agents = useQuery(orpc.agents.list.queryOptions())
  return (
    <div className="mx-auto max-w-[1080px] px-6 py-6">
      <h1 className="font-semibold text-xl">Agents</h1>
      <p className="mt-1 mb-5 text-muted">
        {agents.data === undefined
          ? 'Everyone who can be given a task.'
          : `${plural(agents.data.length, 'agent')} with ${plural(countSkills(agents.data), 'skill')} between them.`}
      </p>
      <div className="overflow-x-auto rounded-lg border border-line bg-surface">
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
            Give Switchyard a roster file:{' '}
            <code className="font-mono text-sm">npx switchyard run FILE --agents FILE</code>.
          </EmptyNote>
        ) : (
          <Roster agents={agents.data} />
        )}
      </div>
    </div>
  )
}

const countSkills = (agents: readonly AgentView[]): number =>
  new Set(agents.flatMap(({ skills }) => skills)).size

function Roster({ agents }: { agents: readonly AgentView[] }) {
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="border-line border-b bg-sunken text-left text-faint text-sm">
          <th className="px-4 py-2 font-medium">Agent</th>
          <th className="px-4 py-2 font-medium">Availability</th>
          <th className="px-4 py-2 font-medium">Load</th>
          <th className="px-4 py-2 font-medium">Skills</th>
        </tr>
      </thead>
      <tbody>
        {agents.map((agent) => (
          <AgentRow key={agent.id} agent={agent} />
        ))}
      </tbody>
    </table>
  )
}

function AgentRow({ agent }: { agent: AgentView }) {
  const { word, dot } = availabilityLooks[agent.availability]
  return (
    <tr className="border-line/60 border-b align-top last:border-b-0">
      <td className="min-w-56 px-4 py-3">
        <p className="font-medium">
          {agent.name}
          {agent.name !== agent.id && (
            <span className="ml-2 font-mono font-normal text-faint text-sm">{agent.id}</span>
          )}
        </p>
        <p className="max-w-[44ch] text-muted text-sm">
          {kindWords[agent.kind]}
          {agent.description === '' ? '' : ` · ${agent.description}`}
        </p>
      </td>
      <td className="whitespace-nowrap px-4 py-3">
        <span className="inline-flex items-center gap-2">
          <span aria-hidden className={clsx('size-2 rounded-full', dot)} />
          {word}
        </span>
      </td>
      <td className="px-4 py-3">
        <Load running={agent.running} capacity={agent.capacity} />
      </td>
      <td className="px-4 py-3">
        <ul className="flex flex-wrap gap-1">
          {agent.skills.map((skill) => (
            <li key={skill} className="rounded-sm bg-hover px-1.5 font-mono text-muted text-xs leading-5">
              {skill}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  )
}

function Load({ running, capacity }: { running: number; capacity: number }) {
  return (
    <div className="w-20">
      <span className="tabular whitespace-nowrap text-sm">
        {running} of {capacity}
      </span>
      <div className="mt-1 h-1 overflow-hidden rounded-full bg-hover" aria-hidden>
        <div className="h-full rounded-full bg-running" style={{ width: `${(100 * running) / capacity}%` }} />
      </div>
    </div>
  )
}

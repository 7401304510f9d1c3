import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { Pin } from 'lucide-react'
import { pinnedTag, simulationTag } from '#shared/model/memory.ts'
import type { FoundMemory } from '#shared/model/memory-search.ts'
import { useAgentNames } from '../../entities/agents/agent-names.ts'
import { SnippetText } from '../../ui/query/snippet-text.tsx'
import { SimulationMark } from '../../ui/simulation-mark.tsx'
import { Ago } from '../../ui/text/time.tsx'
import { words } from '../../words/words.ts'
import { foundInTitle } from './found-in-title.ts'
import { keeperOf } from './keeper-of.ts'
import type { MemorySearch } from './memory-search.ts'

interface FoundRowProps {
  readonly entry: FoundMemory
  readonly isChosen: boolean
  readonly search: MemorySearch
}

/** An entry in the list: what it is, where in it the words stand, and who kept it when. */
export function FoundRow({ entry, isChosen, search }: FoundRowProps) {
  const nameOf = useAgentNames()
  const { id, tags, type, taskId, title, runTitle, agentId, createdAt, build, snippet } = entry
  // Of a build log the beginning says nothing: names of tasks, without what stands around them.
  const found = runTitle === null ? foundInTitle(title, snippet) : null
  const isMore =
    found === null && snippet.some(({ text, isMatch }) => isMatch || (build === null && text !== title))
  return (
    <Link
      to="/memory"
      search={{ ...search, entry: id }}
      replace
      aria-current={isChosen ? 'true' : undefined}
      className={clsx(
        'flex flex-col gap-0.5 border-line border-b px-4 py-row outline-offset-[-2px] transition-colors',
        isChosen ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <span className="flex min-w-0 items-baseline gap-2">
        {tags.includes(pinnedTag) && (
          <Pin
            size={12}
            role="img"
            aria-label={words.memory.pinned}
            className="shrink-0 self-center text-accent"
          />
        )}
        <span className={clsx('min-w-0 font-medium', runTitle === null ? 'line-clamp-2' : 'truncate')}>
          {found === null ? (runTitle ?? (title === '' ? taskId : title)) : <SnippetText snippet={found} />}
        </span>
        {tags.includes(simulationTag) && <SimulationMark />}
        {runTitle !== null && (
          <span className="min-w-0 shrink truncate font-mono text-muted text-sm max-sm:hidden">{taskId}</span>
        )}
        <span className="ms-auto shrink-0 text-muted text-sm">
          <Ago at={createdAt} />
        </span>
      </span>
      <span className="flex min-w-0 gap-x-1 text-muted text-sm">
        <span className="shrink-0">{words.memory.typeName(type)}</span>
        {build === null ? (
          <span className="min-w-0 truncate">· {keeperOf(agentId, nameOf)}</span>
        ) : (
          <>
            <span className="tabular min-w-0 truncate">· {words.memory.delegated(build.delegated)}</span>
            {build.unassigned > 0 && (
              <span className="tabular ms-1 shrink-0 font-medium text-warning">
                {words.memory.unassigned(build.unassigned)}
              </span>
            )}
          </>
        )}
      </span>
      {isMore && (
        <span className="line-clamp-2 break-words text-sm">
          <SnippetText snippet={snippet} />
        </span>
      )}
    </Link>
  )
}

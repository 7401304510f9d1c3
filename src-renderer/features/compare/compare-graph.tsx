import { useMemo, useState } from 'react'
import { words } from '#shared/words/words.ts'
import { type NameOfAgent, useAgentNames } from '../../entities/agents/agent-names.ts'
import type { Face, Faces } from '../../graph/face.ts'
import { GraphView } from '../../graph/graph-view.tsx'
import { selectOnly } from '../../graph/selection.ts'
import { statusOfTask } from '../../ui/status-looks.ts'
import type { ComparedRow } from './compare.ts'

interface CompareGraphProps {
  readonly rows: readonly ComparedRow[]
  readonly selected: string | null
  readonly onSelect: (key: string) => void
}

const says = words.run.compare
const never = () => () => {}

/** The graphs of both runs merged. Tasks in a single run, and tasks that differ, are marked. */
export function CompareGraph({ rows, selected, onSelect }: CompareGraphProps) {
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())
  const items = useMemo(
    () =>
      rows
        .flatMap(({ right, left }) => (right ?? left)?.task ?? [])
        .sort((one, other) => one.position - other.position),
    [rows],
  )
  const nameOf = useAgentNames()
  const faces = useMemo(() => facesOf(rows, nameOf), [rows, nameOf])
  const same = useMemo(
    () => new Set(rows.flatMap(({ key, difference }) => (difference === 'same' ? [key] : []))),
    [rows],
  )
  const changes = useMemo(() => items.flatMap(({ key }) => (same.has(key) ? [] : [key])), [items, same])
  return (
    <div className="min-h-0 flex-1 overflow-hidden rounded-lg border border-line">
      <GraphView
        label={says.graph}
        {...{ items, faces, collapsed }}
        dimmed={same}
        changes={changes}
        begin={changes[0] ?? null}
        selection={selectOnly(selected)}
        onSelect={({ lead }) => lead !== null && onSelect(lead)}
        onCollapse={setCollapsed}
      />
    </div>
  )
}

function facesOf(rows: readonly ComparedRow[], nameOf: NameOfAgent): Faces {
  const faces = new Map(rows.flatMap((row) => faceOf(row, nameOf)))
  return { get: (key) => faces.get(key), subscribe: never, subscribeAll: never }
}

function faceOf({ key, title, left, right, difference }: ComparedRow, nameOf: NameOfAgent): [string, Face][] {
  const side = right ?? left
  if (side === null) return []
  const change = difference === 'added' || difference === 'removed' ? difference : 'changed'
  const { agentId } = side.task
  const face: Face = {
    title,
    status: statusOfTask(side.task),
    progress: null,
    line: difference !== 'same' ? says.marks[difference] : agentId === null ? '' : nameOf(agentId),
    badges: [],
    ...(difference !== 'same' && { change }),
  }
  return [[key, face]]
}

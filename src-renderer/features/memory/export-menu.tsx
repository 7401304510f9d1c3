import { Menu } from '@base-ui/react/menu'
import { Download } from 'lucide-react'
import { useRef, useState } from 'react'
import type { MemoryEntry } from '#shared/model/memory.ts'
import type { MemoryFilter } from '#shared/model/memory-search.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { csvLine } from '../../entities/files/csv.ts'
import { useRpc } from '../../rpc/context.tsx'
import { failureOf } from '../../rpc/failure.ts'
import { Button } from '../../ui/controls/button.tsx'
import { saveParts } from '../../ui/save-file.ts'
import { showToast } from '../../ui/toast.tsx'
import { words } from '../../words/words.ts'

const formats = ['jsonl', 'csv'] as const

interface ExportMenuProps {
  readonly filter: MemoryFilter
  readonly isEmpty: boolean
}

/** The found entries as a file; while it is read it says how far it is, and can be stopped. */
export function ExportMenu({ filter, isEmpty }: ExportMenuProps) {
  const { count, start, stop } = useExport(filter)
  useCommands(
    formats.map((format) => ({
      id: `memory.export.${format}`,
      title: `${words.memory.export}: ${words.memory.exportAs[format]}`,
      category: words.memory.category,
      icon: Download,
      disabled: isEmpty ? words.memory.noMatch : null,
      run: () => void start(format),
    })),
  )
  if (count !== null) {
    return (
      <div className="flex items-center gap-2">
        <span role="status" className="tabular text-muted">
          {words.memory.exporting(count)}
        </span>
        <Button onClick={stop}>{words.memory.stop}</Button>
      </div>
    )
  }
  return (
    <Menu.Root>
      <Menu.Trigger disabled={isEmpty} render={<Button icon={Download} />}>
        {words.memory.export}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="z-40">
          <Menu.Popup className="appearing rounded-lg border border-line bg-raised p-1 shadow-high outline-none">
            {formats.map((format) => (
              <Menu.Item
                key={format}
                onClick={() => void start(format)}
                className="flex h-8 cursor-pointer items-center rounded-md px-2 outline-none data-[highlighted]:bg-hover"
              >
                {words.memory.exportAs[format]}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

const pageSize = 500
type ExportFormat = 'jsonl' | 'csv'

const mediaTypes = { jsonl: 'application/jsonl', csv: 'text/csv' } as const
const columns = [
  'id',
  'created',
  'type',
  'agent',
  'project',
  'status',
  'run',
  'task',
  'tags',
  'content',
] as const

/** Reads all that a search finds, page by page, and hands it over as a file. `count`: how many so far; null: none is under way. */
function useExport(filter: MemoryFilter) {
  const { client } = useRpc()
  const [count, setCount] = useState<number | null>(null)
  const stopped = useRef(false)
  const start = async (format: ExportFormat) => {
    stopped.current = false
    setCount(0)
    const parts: string[] = format === 'csv' ? [csvLine(columns)] : []
    let read = 0
    // A page that does not come must not leave half a file behind, nor a count that never ends.
    try {
      for (let below: number | null = null; ; ) {
        const page: { entries: MemoryEntry[]; next: number | null } = await client.memory.readAll({
          filter,
          below,
          limit: pageSize,
        })
        if (stopped.current) return
        parts.push(page.entries.map((entry) => lineOf(entry, format)).join(''))
        read += page.entries.length
        setCount(read)
        if (page.next === null) break
        below = page.next
      }
      saveParts(`memory.${format}`, { parts, mediaType: mediaTypes[format] })
      showToast({ title: words.memory.exported(read) })
    } catch (error) {
      showToast({ title: words.memory.exportFailed, description: failureOf(error).message, isFailure: true })
    } finally {
      setCount(null)
    }
  }
  const stop = () => {
    stopped.current = true
    setCount(null)
  }
  return { count, start, stop }
}

function lineOf(entry: MemoryEntry, format: ExportFormat): string {
  if (format === 'jsonl') return `${JSON.stringify(entry)}\n`
  const { id, createdAt, type, agentId, projectId, status, runId, taskKey, tags, content } = entry
  return csvLine([
    ...[
      id,
      new Date(createdAt).toISOString(),
      type,
      agentId,
      projectId ?? '',
      status,
      runId ?? '',
      taskKey ?? '',
    ],
    ...[tags.join(' '), typeof content === 'string' ? content : JSON.stringify(content)],
  ])
}

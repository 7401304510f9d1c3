import { Download } from 'lucide-react'
import type { MemoryEntry } from '#shared/model/memory.ts'
import type { MemoryFilter } from '#shared/model/memory-search.ts'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { csvLine } from '../../entities/files/csv.ts'
import { usePagedExport } from '../../entities/files/paged-export.tsx'
import type { Client } from '../../rpc/client.ts'
import { useRpc } from '../../rpc/context.tsx'
import { ActionMenu } from '../../ui/controls/action-menu.tsx'
import { Button } from '../../ui/controls/button.tsx'

const formats = ['jsonl', 'csv'] as const
type ExportFormat = (typeof formats)[number]

interface ExportMenuProps {
  readonly filter: MemoryFilter
  readonly isEmpty: boolean
}

/** Exports the matching entries to a file. The export shows its progress and can be cancelled. */
export function ExportMenu({ filter, isEmpty }: ExportMenuProps) {
  const { client } = useRpc()
  const { progress, start } = usePagedExport(words.memory)
  const save = (format: ExportFormat) =>
    void start(async () => ({
      name: `memory.${format}`,
      mediaType: mediaTypes[format],
      ...(format === 'csv' && { head: csvLine(columns) }),
      pages: readLines(client, filter, format),
    }))
  useCommands(
    formats.map((format) => ({
      id: `memory.export.${format}`,
      title: `${words.memory.export}: ${words.memory.exportAs[format]}`,
      category: words.memory.category,
      icon: Download,
      disabled: isEmpty ? words.memory.noMatch : null,
      run: () => save(format),
    })),
  )
  if (progress) return progress
  return (
    <ActionMenu
      trigger={<Button icon={Download}>{words.memory.export}</Button>}
      disabled={isEmpty}
      align="end"
      items={formats.map((format) => ({
        ...{ key: format, title: words.memory.exportAs[format] },
        run: () => save(format),
      }))}
    />
  )
}

const pageSize = 500
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

/** All matches of a search, page by page. */
async function* readLines(client: Client, filter: MemoryFilter, format: ExportFormat) {
  for (let below: number | null = null; ; ) {
    const page: { entries: MemoryEntry[]; next: number | null } = await client.memory.readAll({
      filter,
      below,
      limit: pageSize,
    })
    yield page.entries.map((entry) => lineOf(entry, format))
    if (page.next === null) return
    below = page.next
  }
}

function lineOf(entry: MemoryEntry, format: ExportFormat): string {
  if (format === 'jsonl') return `${JSON.stringify(entry)}\n`
  const { id, createdAt, type, agentId, projectId, status, runId, taskKey, tags, content } = entry
  const said = typeof content === 'string' ? content : JSON.stringify(content)
  const of = [type, agentId, projectId ?? '', status, runId ?? '', taskKey ?? '', tags.join(' ')]
  return csvLine([id, new Date(createdAt).toISOString(), ...of, said])
}

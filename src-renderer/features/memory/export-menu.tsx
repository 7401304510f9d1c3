import { Menu } from '@base-ui/react/menu'
import { Download } from 'lucide-react'
import type { MemoryFilter } from '#shared/model/memory-search.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { Button } from '../../ui/controls/button.tsx'
import { words } from '../../words/words.ts'
import { useExport } from './use-export.ts'

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

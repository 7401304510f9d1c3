import { Menu } from '@base-ui/react/menu'
import { ImageDown } from 'lucide-react'
import { runCommand } from '../commands/registry.ts'
import { words } from '../words/words.ts'

const items = [
  { id: 'graph.saveSvg', title: words.graph.saveSvg },
  { id: 'graph.savePng', title: words.graph.savePng },
] as const

/** The graph as an image, for elsewhere. */
export function SaveMenu() {
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        aria-label={words.graph.saveImage}
        title={words.graph.saveImage}
        className="inline-flex size-8 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink"
      >
        <ImageDown size={16} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="top" align="start" sideOffset={6} className="z-40">
          <Menu.Popup className="appearing rounded-lg border border-line bg-raised p-1 shadow-high outline-none">
            {items.map(({ id, title }) => (
              <Menu.Item
                key={id}
                onClick={() => void runCommand(id)}
                className="flex h-8 cursor-pointer items-center rounded-md px-2 outline-none data-[highlighted]:bg-hover"
              >
                {title}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

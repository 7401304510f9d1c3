import { Menu } from '@base-ui/react/menu'
import { Flag } from 'lucide-react'
import { type Priority, priorities } from '#shared/model/task.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { words } from '../../../words/words.ts'

interface PriorityMenuProps {
  readonly disabled: boolean
  readonly title: string | undefined
  readonly children: string
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  readonly onChoose: (priority: Priority) => void
}

/** No list of a form: there, an arrow key would set what one only passes by. */
export function PriorityMenu({ isOpen, onOpen, onChoose, ...button }: PriorityMenuProps) {
  return (
    <Menu.Root open={isOpen} onOpenChange={onOpen}>
      <Menu.Trigger render={<Button icon={Flag} />} {...button} />
      <Menu.Portal>
        <Menu.Positioner align="start" side="top" sideOffset={4} className="z-40">
          <Menu.Popup className="appearing w-40 rounded-lg border border-line bg-raised p-1 shadow-high outline-none">
            {priorities.map((priority) => (
              <Menu.Item
                key={priority}
                onClick={() => onChoose(priority)}
                className="flex h-8 cursor-pointer items-center rounded-md px-2 outline-none data-[highlighted]:bg-hover"
              >
                {words.designer.priorities[priority]}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

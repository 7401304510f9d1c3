import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuSection } from '#shared/contract/desktop.ts'
import { acceleratorOf } from './desktop/accelerator.ts'
import { openFolder } from './open-outside.ts'

type Items = MenuItemConstructorOptions[]

export interface MenuOptions {
  readonly dataDir: string
  readonly hasDevTools: boolean
  readonly sections: readonly MenuSection[]
  readonly choose: Choose
}
type Choose = (id: string) => void

/**
 * Sets the application menu: the standard menus plus the page's commands by category. A category with the name of a
 * standard menu is merged into that menu.
 */
export function setMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(listMenus(options)))
}

export function listMenus({ dataDir, hasDevTools, sections, choose }: MenuOptions): Items {
  const isMac = process.platform === 'darwin'
  const of = (title: string): Items => {
    const commands = sections.find((section) => section.title === title)?.commands ?? []
    const items = commands.map((command) => itemOf(command, choose))
    return items.length === 0 ? [] : [...items, { type: 'separator' }]
  }
  const own = sections.filter(({ title, commands }) => !fixed.includes(title) && commands.length > 0)
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: 'File', submenu: [...of('File'), { role: isMac ? 'close' : 'quit' }] },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        ...of('View'),
        { role: 'reload' },
        ...(hasDevTools ? [{ role: 'toggleDevTools' } as const] : []),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    ...own.map(({ title, commands }) => ({
      label: title,
      submenu: commands.map((command) => itemOf(command, choose)),
    })),
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        ...of('Help'),
        { label: 'Open the Data Folder', click: () => void openFolder(dataDir) },
        { role: 'about', label: 'About Switchyard' },
      ],
    },
  ]
}

/** Menus that exist even without commands of the page. */
const fixed: readonly string[] = ['File', 'View', 'Help']

/**
 * Accelerators are display-only, because the page handles keys itself. macOS registers them anyway and triggers items
 * for keys that the page declined, so these triggers are ignored.
 */
function itemOf(
  { id, title, keys, isEnabled }: MenuSection['commands'][number],
  choose: Choose,
): MenuItemConstructorOptions {
  const accelerator = keys === null ? null : acceleratorOf(keys)
  return {
    ...{ id, label: title.replaceAll('&', '&&'), enabled: isEnabled },
    click: (_item, _window, { triggeredByAccelerator }) => {
      if (triggeredByAccelerator !== true) choose(id)
    },
    ...(accelerator !== null && { accelerator, registerAccelerator: false }),
  }
}

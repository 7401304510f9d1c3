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
 * Sets the application menu: what every desktop app has, and the commands of the page, by their categories. A category
 * that is a menu of the system stands in that one.
 */
export function setMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(listMenus(options)))
}

/** The menus, in order. */
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

/** Menus that are there without any command of the page. */
const fixed: readonly string[] = ['File', 'View', 'Help']

/**
 * The page listens to the keys itself: here they are only shown. macOS registers them all the same, and passes on each
 * key that the page has refused.
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

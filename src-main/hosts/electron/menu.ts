import { Menu, type MenuItemConstructorOptions, shell } from 'electron'

/** The application menu: what every desktop app has, with reload and zoom. */
export function setMenu(dataDir: string): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(dataDir)))
}

function template(dataDir: string): MenuItemConstructorOptions[] {
  const isMac = process.platform === 'darwin'
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'reload' },
        { role: 'toggleDevTools' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'Open the Data Folder', click: () => void shell.openPath(dataDir) },
        { role: 'about', label: 'About Switchyard' },
      ],
    },
  ]
}

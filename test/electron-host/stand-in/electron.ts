/**
 * A stand-in for the `electron` module, for machines where Electron's binary cannot be. It runs the built, unmodified
 * main bundle in Node and the built, unmodified preload bundle in a real Chromium (`register.ts` redirects the import).
 *
 * It is honest about the wiring: the order of events, what main is asked and answers, the preload in an isolated world
 * of its own that the page cannot reach into, ports that queue until started and close with their page, navigation and
 * new windows decided by main, every byte of the page answered by main's protocol handler and nothing fetched elsewhere.
 *
 * It cannot show, and `npm run test:electron` must, on a machine with the binary:
 *  - the process sandbox and its seccomp filter; this Chromium runs with --no-sandbox;
 *  - Electron's own version of V8, of better-sqlite3's binding and of the context bridge (here: data only, no functions);
 *  - the scheme app:// itself: Chromium gets http://switchyard.localhost/ instead, and main sees app://switchyard/;
 *  - that permission, device and download handlers are asked (tests call them), or that the menu is drawn;
 *  - navigations that never reach the network: data: and file: (this Chromium refuses them by itself), blob:, about:blank;
 *  - `will-redirect`, `will-attach-webview`: registered, never emitted; `will-navigate` is also emitted on a reload;
 *  - a window.open that returns null: the page gets a window that is closed at once, unloaded;
 *  - a page that died coming back: that main asks for it is seen, the reload itself is not done;
 *  - that the system draws what it is told: dialogs answer what the test says, notifications and the badge are noted, the
 *    clipboard is a text of this process, the window's bounds and zoom are numbers;
 *  - tray, safeStorage, DevTools, more than one session.
 */
export { app } from './app.ts'
export { BrowserWindow } from './browser-window.ts'
export { clipboard, desktop, Notification, screen } from './desktop.ts'
export { ipcMain } from './ipc-main.ts'
export { MessageChannelMain } from './ports.ts'
export { protocol } from './protocol.ts'
export { chooseInMenu, dialog, Menu, nativeTheme, session, shell } from './system.ts'

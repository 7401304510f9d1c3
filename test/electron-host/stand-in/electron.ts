/**
 * A stand-in for the `electron` module, for machines without Electron's binary. The stand-in runs the built,
 * unmodified main bundle in Node and the built, unmodified preload bundle in a real Chromium (`register.ts` redirects
 * the import).
 *
 * The stand-in reproduces the wiring: the order of events, calls to main and their answers, and the preload in an
 * isolated world. Ports queue messages until started and close with their page. Main decides about navigation and new
 * windows. Main's protocol handler serves every byte of the page; other addresses get no answer.
 *
 * The stand-in cannot cover the following; `npm run test:electron` must, on a machine with the binary:
 * - the process sandbox and its seccomp filter; this Chromium runs with --no-sandbox;
 * - Electron's versions of V8, of better-sqlite3's binding and of the context bridge (here: data only, no functions);
 * - the scheme app://; Chromium gets http://switchyard.localhost/ instead, and main sees app://switchyard/;
 * - calls of the handlers for permissions, devices and downloads (tests call the handlers), and drawing of the menu;
 * - navigations without network: data: and file: (this Chromium refuses both), blob:, about:blank;
 * - `will-redirect`, `will-attach-webview`: registered, never emitted; `will-navigate` is also emitted on a reload;
 * - a window.open that returns null: the page gets a window that closes immediately, unloaded;
 * - the reload of a crashed page: tests see main's request, but the page does not reload;
 * - system drawing: tests answer dialogs, notifications and the badge are recorded, the clipboard is a string, and the
 *   window's bounds and zoom are numbers;
 * - tray, safeStorage, DevTools, more than one session.
 */
export { app } from './app.ts'
export { BrowserWindow } from './browser-window.ts'
export { clipboard, desktop, Notification, screen } from './desktop.ts'
export { ipcMain } from './ipc-main.ts'
export { MessageChannelMain } from './ports.ts'
export { protocol } from './protocol.ts'
export { chooseInMenu, dialog, Menu, nativeTheme, session, shell } from './system.ts'

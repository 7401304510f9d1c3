import { type BrowserContext, test as base, expect } from '@playwright/test'
import { type HostedApp, openHost } from './host.ts'

/** All tests share the app, because no test here can change its state. */
const test = base.extend<object, { app: HostedApp & { readonly context: BrowserContext } }>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from the pattern.
    async ({}, use) => {
      const host = await openHost()
      await use({ ...(await host.start()), context: host.context })
      await host.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

const permissions = [
  'accessibility-events',
  'ar',
  'automatic-fullscreen',
  'background-fetch',
  'background-sync',
  'camera',
  'camera-pan-tilt-zoom',
  'captured-surface-control',
  'clipboard-read',
  'clipboard-sanitized-write',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hand-tracking',
  'hid',
  'idle-detection',
  'keyboardLock',
  'local-fonts',
  'local-network-access',
  'loopback-network',
  'media',
  'mediaKeySystem',
  'microphone',
  'midi',
  'midiSysex',
  'nfc',
  'notifications',
  'openExternal',
  'payment-handler',
  'periodic-background-sync',
  'persistent-storage',
  'pointerLock',
  'protected-media-identifier',
  'screen-wake-lock',
  'sensors',
  'serial',
  'smart-card',
  'speaker-selection',
  'storage-access',
  'system-wake-lock',
  'top-level-storage-access',
  'unknown',
  'usb',
  'vr',
  'web-app-installation',
  'window-management',
] as const

const elsewhere = [
  'https://example.com/',
  'https://switchyard.example.com/',
  'https://user:password@example.com/',
  'http://127.0.0.1:4717/',
  'http://localhost/',
  'http://switchyard/',
  'http://[::1]/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'data:text/html,<script>document.title="away"</script>',

  'javascript:void(document.title="away")',
  'chrome://version',
  'view-source:http://switchyard.localhost/',
  'mailto:someone@example.com',
  'tel:1',
  'ms-msdt:/id',
  'vscode://file/etc/passwd',
  'smb://example.com/share',
  '//example.com/',
]

test('the window has all protections enabled', async ({ app }) => {
  const preferences = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getLastWebPreferences()),
  )
  expect(preferences).toEqual([
    {
      preload: expect.stringMatching(/out[\\/]preload[\\/]preload\.cjs$/),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: true,
    },
  ])
  expect(await app.evaluate(({ app }) => app.isSandboxed)).toBe(true)
})

test('the page gets one constant from the preload, and nothing of Node or Electron', async ({ app }) => {
  const { page } = app
  const seen = await page.evaluate(() => ({
    keys: Object.keys(window.switchyard ?? {}),
    host: window.switchyard?.host,
    isFrozen: Object.isFrozen(window.switchyard),
    isReplaced: Reflect.set(window, 'switchyard', null),
    globals: [
      'require',
      'process',
      'module',
      'exports',
      'Buffer',
      'global',
      'electron',
      'ipcRenderer',
    ].filter((name) => name in window),
  }))
  expect(seen).toEqual({ keys: ['host'], host: 'electron', isFrozen: true, isReplaced: false, globals: [] })
})

test('every response has the content security policy', async ({ app }) => {
  const { page } = app
  const responses = await page.evaluate(() =>
    Promise.all(
      [
        '/',
        '/index.html',
        '/theme.js',
        '/favicon.svg',
        '/absent',
        '/%2e%2e/package.json',
        '/..%2fpackage.json',
      ].map(async (path) => {
        const { status, headers } = await fetch(path)
        return [path, status, headers.get('content-security-policy')]
      }),
    ),
  )
  const csp =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
    "require-trusted-types-for 'script'; trusted-types switchyard"
  expect(responses).toEqual([
    ['/', 200, csp],
    ['/index.html', 200, csp],
    ['/theme.js', 200, csp],
    ['/favicon.svg', 200, csp],
    ['/absent', 404, csp],
    ['/%2e%2e/package.json', 404, csp],
    ['/..%2fpackage.json', 404, csp],
  ])
})

test('injected script, style, frame, form and request have no effect', async ({ app }) => {
  const { page } = app
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.evaluate(() => {
    const blocked = new Set<string>()
    Reflect.set(window, 'blocked', blocked)
    document.addEventListener('securitypolicyviolation', (event) => blocked.add(event.effectiveDirective))
    const add = (name: string, attributes: Record<string, string>, text = '') => {
      const element = document.createElement(name)
      element.append(text)
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
      document.body.append(element)
      return element
    }
    const attempt = (act: () => void) => {
      try {
        act()
      } catch {
        // Trusted Types throw an error for values without a policy.
      }
    }
    attempt(() => add('img', { src: '/absent.png', onerror: 'window.ran = 1' }))
    attempt(() => add('script', {}, 'window.ran = 2'))
    add('style', {}, 'body { --ran: 1 }')
    add('iframe', { src: 'https://example.com/' })
    add('base', { href: 'https://example.com/' })
    attempt(() => add('object', { data: 'https://example.com/' }))
    const form = add('form', { action: 'https://example.com/' })
    if (form instanceof HTMLFormElement) form.requestSubmit()
    fetch('https://example.com/').catch(() => {})
  })
  const blocked = () => page.evaluate(() => [...Reflect.get(window, 'blocked')].sort())
  await expect
    .poll(blocked)
    .toEqual([
      'base-uri',
      'connect-src',
      'form-action',
      'frame-src',
      'require-trusted-types-for',
      'style-src-elem',
    ])
  const ran = await page.evaluate(() => [
    Reflect.get(window, 'ran'),
    getComputedStyle(document.body).getPropertyValue('--ran'),
  ])
  expect(ran).toEqual([undefined, ''])
  expect(requests.filter((url) => !url.startsWith('http://switchyard.localhost/'))).toEqual([])
})

test('scripted markup, script addresses and policies are refused', async ({ app }) => {
  const refused = await app.page.evaluate(() => {
    const factory: { createPolicy(name: string, rules: object): unknown } = Reflect.get(
      window,
      'trustedTypes',
    )
    const attempts: Record<string, () => unknown> = {
      innerHTML: () => Reflect.set(document.createElement('p'), 'innerHTML', '<img src=x onerror=alert(1)>'),
      insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', '<p>in</p>'),
      srcdoc: () => Reflect.set(document.createElement('iframe'), 'srcdoc', '<p>in</p>'),
      'script.src': () => Reflect.set(document.createElement('script'), 'src', '/theme.js'),
      'script.text': () => Reflect.set(document.createElement('script'), 'text', 'window.ran = 3'),
      worker: () => new Worker('/theme.js'),
      parse: () => new DOMParser().parseFromString('<p>in</p>', 'text/html'),
      'another policy': () => factory.createPolicy('evil', { createHTML: (text: string) => text }),
      'the same policy': () => factory.createPolicy('switchyard', { createHTML: (text: string) => text }),
      'a default policy': () => factory.createPolicy('default', { createHTML: (text: string) => text }),
    }
    return Object.entries(attempts).map(([name, attempt]) => {
      try {
        attempt()
        return `${name}: done`
      } catch (error) {
        return `${name}: ${error instanceof Error ? error.name : String(error)}`
      }
    })
  })
  expect(refused.filter((each) => !each.endsWith(': TypeError'))).toEqual([])
})

test('an external link opens only after a person has seen its host and confirmed', async ({ app }) => {
  const { page, evaluate, context } = app
  const pages = () => context.pages().length
  const before = pages()
  const ask = async (url: string, button: string | null) => {
    await evaluate(({ desktop }, pressed) => {
      desktop.questions.length = 0
      if (pressed !== null) desktop.toPress.push(pressed)
    }, button)
    await page.evaluate((away) => void window.open(away), url)
    const questions = () => evaluate(({ desktop }) => desktop.questions)
    await expect.poll(async () => (await questions()).length).toBe(1)
    return (await questions())[0]
  }
  const opened = () => evaluate(({ shell }) => shell.asked.openedOutside.splice(0))
  const question = await ask('https://exаmple.com/a?b#c', null)
  expect(question).toMatchObject({
    message: 'Open xn--exmple-4nf.com?',
    buttons: ['Cancel', 'Open link'],
    defaultId: 0,
    cancelId: 0,
  })
  expect(question?.detail).toContain('https://xn--exmple-4nf.com/a?b#c')
  await ask('https://example.com/', 'Cancel')
  expect(await opened()).toEqual([])
  await ask('https://example.com:8443/docs', 'Open link')
  await expect.poll(opened).toEqual(['https://example.com:8443/docs'])
  await expect.poll(pages).toBe(before)
})

test('a page that requests many links at once gets one question', async ({ app }) => {
  const asked = await app.evaluate(async ({ BrowserWindow, desktop, dialog }) => {
    desktop.questions.length = 0
    const show = dialog.showMessageBox
    const answer = Promise.withResolvers<{ response: number }>()
    dialog.showMessageBox = (options) => {
      desktop.questions.push(options)
      return answer.promise
    }
    const [window] = BrowserWindow.getAllWindows()
    for (let links = 0; links < 5; links += 1) window?.webContents.askToOpen(`https://example.com/${links}`)
    answer.resolve({ response: 0 })
    dialog.showMessageBox = show
    return desktop.questions.length
  })
  expect(asked).toBe(1)
})

test('no address opens a window, and only https goes to the system', async ({ app }) => {
  const { page, evaluate, context } = app
  await evaluate(({ desktop, shell }) => {
    shell.asked.openedOutside.length = 0
    desktop.toPress.push('Open link', 'Open link', 'Open link', 'Open link')
  })
  const pages = () => context.pages().length
  const before = pages()
  for (const url of elsewhere) {
    await page.evaluate((away) => {
      try {
        window.open(away)
      } catch {
        // An invalid address opens no window.
      }
    }, url)
    await expect.poll(pages).toBe(before)
  }
  const outside = () => evaluate(({ shell }) => shell.asked.openedOutside)
  await expect.poll(outside).toEqual(['https://example.com/', 'https://switchyard.example.com/'])
  expect(await evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  await evaluate(({ desktop }) => void desktop.toPress.splice(0))
})

test('no address navigates the window away', async ({ app }) => {
  const { page } = app
  const before = page.url()
  await page.evaluate(() => Reflect.set(window, 'isSame', true))
  for (const url of elsewhere) {
    await page.evaluate((away) => {
      try {
        window.location.href = away
      } catch {
        // An invalid address causes no navigation.
      }
      const link = document.createElement('a')
      link.href = away
      document.body.append(link)
      link.click()
      link.remove()
    }, url)
  }
  await expect(page.getByRole('navigation').first()).toBeVisible()
  expect(page.url()).toBe(before)
  expect(await page.evaluate(() => [Reflect.get(window, 'isSame'), document.title])).toEqual([
    true,
    expect.not.stringContaining('away'),
  ])
})

test('every permission, device and download is refused', async ({ app }) => {
  const granted = await app.evaluate(async ({ session }, names) => {
    const { handlers } = session.defaultSession
    const found: string[] = []
    for (const name of names) {
      handlers.get('request')?.(
        null,
        name,
        (isGranted: boolean) => isGranted && found.push(`request ${name}`),
        {},
      )
      if (handlers.get('check')?.(null, name, 'app://switchyard', {}) !== false) found.push(`check ${name}`)
      if (handlers.get('device')?.({ deviceType: name, origin: 'app://switchyard', device: {} }) !== false)
        found.push(`device ${name}`)
    }
    const isDownloaded = (url: string) => {
      let isKept = true
      const event = { preventDefault: () => (isKept = false) }
      session.defaultSession.emit('will-download', event, { getURL: () => url })
      return isKept
    }
    for (const url of ['https://example.org/a', 'blob:https://example.org/1', 'app://switchyard/a.js'])
      if (isDownloaded(url)) found.push(`download ${url}`)
    if (!isDownloaded('blob:app://switchyard/1')) found.push('no file of its own')
    return found
  }, permissions)
  expect(granted).toEqual([])
})

test('only the top frame of the window, showing the interface, gets a port', async ({ app }) => {
  const answered = await app.evaluate(({ BrowserWindow, ipcMain }) => {
    const [window] = BrowserWindow.getAllWindows()
    const given: string[] = []
    const ask = (name: string, sender: unknown, frame: object | null) => {
      const senderFrame = frame && { ...frame, postMessage: () => given.push(name) }
      ipcMain.emit('switchyard:connect', { sender, senderFrame })
    }
    const top = { parent: null, origin: 'app://switchyard', url: 'app://switchyard/' }
    ask('ours', window?.webContents, top)
    ask('a frame in the page', window?.webContents, { ...top, parent: top })
    ask('no frame any more', window?.webContents, null)
    ask('contents of no window', { id: 99 }, top)
    for (const origin of [
      'https://example.com',
      'null',
      '',
      'app://switchyard.evil',
      'app://evil',
      'file://',
    ]) {
      ask(`origin ${origin}`, window?.webContents, { ...top, origin })
    }
    return given
  })
  expect(answered).toEqual(['ours'])
})

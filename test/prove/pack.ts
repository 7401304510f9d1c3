import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { chromiumArgs, chromiumExecutable } from '../support/chromium.ts'
import { type Machine, openMachine, sizeOf } from './installed-package.ts'

/**
 * `npm run prove:pack`: packs Switchyard, and installs the package into an empty folder with an empty home folder and
 * an empty npm cache. Then runs a sample, serves the window and opens it in Chromium. Prints sizes and times; the exit
 * code is 1 if a step fails.
 * Uses Node and npm from PATH, not those of the repository.
 */
const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'switchyard-pack-'))
const [home, app] = [join(folder, 'home'), join(folder, 'app')]
for (const each of [home, app]) mkdirSync(each)
const modules = join(app, 'node_modules')
const cli = join(modules, 'switchyard/src-main/hosts/cli/switchyard.mjs')
const machine = openMachine(home, app)
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

// Deletes the folder after any outcome.
try {
  const archive = pack()
  await install(archive)
  await runSample()
  await openWindow()
  await startWithoutHeldNode(machine)
  console.log('prove:pack: the package installs and runs')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function say(what: string, figure: string): void {
  console.log(`  ${what.padEnd(40)} ${figure}`)
}

function requireThat(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what)
}

/** `npm pack` builds first, through `prepack`. */
function pack(): string {
  const start = performance.now()
  const { status, stderr } = spawnSync('npm', ['pack', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  requireThat(status === 0, `npm pack ended with ${status}: ${stderr}`)
  const name = readdirSync(folder).find((each) => each.endsWith('.tgz'))
  requireThat(name !== undefined, 'npm pack made no archive')
  say(
    'npm pack, with the build',
    `${seconds(performance.now() - start)}, ${megabytes(statSync(join(folder, name)).size)}`,
  )
  return join(folder, name)
}

async function install(archive: string): Promise<void> {
  const versions = [await machine.run('node', '--version'), await machine.run('npm', '--version')]
  const [node, npm] = versions.map(({ stdout }) => stdout.trim())
  const { code, stderr, ms } = await machine.run('npm', 'install', '--no-audit', '--no-fund', archive)
  requireThat(code === 0, `npm install ended with ${code}: ${stderr}`)
  const installed = lockedVersions(join(modules, '.package-lock.json'))
  say(`npm install (Node ${node}, npm ${npm})`, `${seconds(ms)}, ${installed.size} packages`)
  say('installed', megabytes(sizeOf(modules)))
  const unwanted = [...installed.keys()].filter((path) =>
    /opencode|chromium|playwright|electron|vite/.test(path),
  )
  requireThat(unwanted.length === 0, `installed without need: ${unwanted.join(', ')}`)
  // A package contains no lock file, so npm resolves the ranges of transitive dependencies again.
  const locked = lockedVersions(join(root, 'package-lock.json'))
  const others = [...installed].filter(([path, version]) => locked.has(path) && locked.get(path) !== version)
  say(
    'not at the version of the lock',
    others.map(([path, version]) => `${path.slice(13)} ${version}`).join(', ') || 'none',
  )
}

/** Runs the sample through npx, which puts the bundled Node first on PATH, and on the machine's own Node. */
async function runSample(): Promise<void> {
  for (const [what, ...command] of [
    ['npx switchyard run onboarding', 'npx', 'switchyard'],
    ['the same, begun by the older Node', 'node', cli],
  ] as const) {
    const [program, first] = command
    const { code, stdout, stderr, ms } = await machine.run(program, first, 'run', 'onboarding', '--json')
    requireThat(code === 0, `switchyard run ended with ${code}: ${stdout}${stderr}`)
    requireThat(JSON.parse(stdout).run.status === 'done', `the run of the sample ended as ${stdout}`)
    say(what, seconds(ms))
  }
}

async function openWindow(): Promise<void> {
  const server = await machine.serve()
  say('npx switchyard serve, until its link', seconds(server.ms))
  const browser = await chromium.launch({
    executablePath: await chromiumExecutable(),
    args: [...chromiumArgs],
  })
  // Stops the server and the browser after any outcome.
  try {
    const page = await browser.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('requestfailed', (request) => faults.push(`${request.url()}: ${request.failure()?.errorText}`))
    const start = performance.now()
    await page.goto(server.url)
    await page.getByText('Onboarding review').first().waitFor()
    say('window in Chromium, until its home page', seconds(performance.now() - start))
    requireThat(faults.length === 0, faults.join('\n'))
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** On an older Node without the bundled Node: prints one line that explains the solution. */
async function startWithoutHeldNode({ run }: Machine): Promise<void> {
  const { stdout } = await run('node', '--version')
  if (Number.parseInt(stdout.slice(1), 10) >= 24)
    return say('without a Node 24', `skipped: Node is ${stdout.trim()}`)
  for (const name of readdirSync(modules).filter((each) => /^node-(bin-)?(linux|darwin|win)-/.test(each)))
    rmSync(join(modules, name), { recursive: true })
  const { code, stderr } = await run('node', cli, 'run', 'x')
  requireThat(
    code === 2 && /^Switchyard needs Node 24 .*\n$/.test(stderr),
    `without a Node 24: ${code}, ${stderr}`,
  )
  say('without a Node 24', `exit 2: ${stderr.trim()}`)
}

function lockedVersions(file: string): Map<string, string> {
  const { packages } = JSON.parse(readFileSync(file, 'utf8'))
  return new Map(
    Object.entries<{ version?: string }>(packages).map(([path, { version = '' }]) => [path, version]),
  )
}

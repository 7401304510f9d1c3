import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  endings,
  newTally,
  plantFolder,
  rounds,
  segments,
  tryNaively,
  tryName,
} from '../agents/planted-folder.ts'
import { readOptions } from './options.ts'
import { createRandom } from './random.ts'

/**
 * `npm run fuzz:paths -- --names N --races N --seed S`: uses generated file and folder names in a folder full of
 * links. Another process replaces a folder with a link meanwhile. The exit code is 1 if a name leads outside.
 */
const options = readOptions({ names: 100_000, races: 3000, seed: Date.now() % 1_000_000 })
const base = mkdtempSync(join(tmpdir(), 'switchyard-paths-'))
const root = plantFolder(base)
const random = createRandom(options.seed)
const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)]

function nextName(): string {
  if (random() < 0.2) {
    const way = Array.from({ length: Math.floor(random() * 6) }, () => pick(rounds) ?? '')
    return [...way, pick(endings) ?? ''].join('/')
  }
  const parts = Array.from({ length: 1 + Math.floor(random() * 7) }, () => pick(segments) ?? '')
  const start = pick(['', '', '', '', '/', './', `${root}/`, `${base}/`]) ?? ''
  return start + parts.join(random() < 0.97 ? '/' : '\\')
}

const tally = newTally()
let naive = 0
for (let count = 0; count < options.names; count += 1) {
  const name = nextName()
  await tryName(root, name, tally)
  if (tryNaively(root, name)) naive += 1
}

const races = newTally()
mkdirSync(join(root, 'swap-folder'))
writeFileSync(join(root, 'swap-folder', 'secret'), 'INSIDE')
symlinkSync(join(base, 'ws-evil'), join(root, 'swap-link'))
const swapping = `
  const { renameSync } = require('node:fs')
  for (;;) for (const kind of ['folder', 'link']) {
    renameSync('swap-' + kind, 'swap')
    renameSync('swap', 'swap-' + kind)
  }`
const swapper = spawn(process.execPath, ['-e', swapping], { cwd: root, stdio: 'ignore' })
for (let count = 0; count < options.races; count += 1) await tryName(root, 'swap/secret', races)
swapper.kill('SIGKILL')
rmSync(base, { recursive: true, force: true })

const { names, read, folders, escaped } = tally
console.log(`fuzz:paths: ${names} names, seed ${options.seed}: ${read} files read, ${folders} folders found`)
console.log(`  ${races.names} reads beside a swap: ${races.read} files read`)
console.log(`  control: comparing beginnings of paths would have let ${naive} out`)
const faults = [
  ...escaped.map((name) => `led out: ${JSON.stringify(name)}`),
  ...races.escaped.map(() => 'led out beside a swap'),
  ...(naive === 0 ? ['the control found nothing'] : []),
  ...(read === 0 || folders === 0 || races.read === 0 ? ['nothing was ever found inside'] : []),
]
if (faults.length === 0) console.log(`fuzz:paths: 0 of ${names + races.names} led out`)
else {
  console.error(`fuzz:paths failed, seed ${options.seed}\n${faults.slice(0, 40).join('\n')}`)
  process.exitCode = 1
}

import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readOptions, sayVersions } from './options.ts'
import { alsoChanged, type PlantedBug, plantedBugs } from './planted-bugs.ts'

/**
 * `npm run prove:controls`: plants each known bug in a copy of the source, and runs lives until a life detects the
 * bug. The exit code is 1 if the unchanged copy fails, or if a bug is not detected.
 */
const { seeds, seed } = readOptions({ seeds: 1500, seed: 1 })
const root = join(import.meta.dirname, '../..')

interface Ended {
  readonly code: number | null
  readonly words: string
}

/** A copy from one moment, because the sources may change during the run. */
const pristine = mkdtempSync(join(tmpdir(), 'switchyard-pristine-'))
const parts = ['src-main', 'src-shared', 'test', 'resources', 'package.json', 'tsconfig.json']
for (const name of parts) cpSync(join(root, name), join(pristine, name), { recursive: true })

function copySource(): string {
  const copy = mkdtempSync(join(tmpdir(), 'switchyard-control-'))
  cpSync(pristine, copy, { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  return copy
}

/** False if the source does not contain the text that the bug replaces. */
function plant(copy: string, { file, changes }: PlantedBug): boolean {
  const path = join(copy, file)
  let text = readFileSync(path, 'utf8')
  for (const [from, to] of changes) {
    if (!text.includes(from)) return false
    text = text.replaceAll(from, to)
  }
  writeFileSync(path, text)
  return true
}

function runSim(copy: string): Promise<Ended> {
  const args = ['--seeds', String(seeds), '--seed', String(seed), '--again', '1000000', '--shrink', '0']
  const child = spawn(process.execPath, [join(copy, 'test/prove/sim.ts'), ...args], { cwd: copy })
  let words = ''
  const hear = (chunk: Buffer) => {
    words += chunk.toString()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, words })))
}

async function tryBug(bug: PlantedBug | null): Promise<{ isPlanted: boolean; ended: Ended | null }> {
  const copy = copySource()
  const bugs =
    bug === null ? [] : [bug, ...(alsoChanged[bug.name] === undefined ? [] : [alsoChanged[bug.name] ?? bug])]
  const isPlanted = bugs.every((each) => plant(copy, each))
  const ended = isPlanted ? await runSim(copy) : null
  rmSync(copy, { recursive: true, force: true })
  return { isPlanted, ended }
}

console.log(
  `prove:controls: ${plantedBugs.length} bugs, up to ${seeds} lives from seed ${seed} each; ${sayVersions()}`,
)
const sound = await tryBug(null)
const isSound = sound.ended?.code === 0
console.log(
  isSound ? '  without a bug: nothing found' : `  without a bug something was found:\n${sound.ended?.words}`,
)
let caught = 0
// With a real fault, every planted bug would seem to be detected.
for (const bug of isSound ? plantedBugs : []) {
  const { isPlanted, ended } = await tryBug(bug)
  const isCaught = ended?.code === 1 && ended.words.includes('failed at seed')
  if (isCaught) caught += 1
  const lines = ended?.words.split('\n') ?? []
  const at = lines.findIndex((line) => line.includes('failed at seed'))
  const how = isCaught
    ? lines
        .slice(at, at + 3)
        .map((line) => line.slice(0, 140))
        .join(' | ')
    : ''
  console.log(`  ${isPlanted ? (isCaught ? 'caught' : 'MISSED') : 'STALE '} ${bug.name}\n         ${how}`)
}
rmSync(pristine, { recursive: true, force: true })
console.log(`caught ${caught}/${plantedBugs.length}`)
process.exitCode = isSound && caught === plantedBugs.length ? 0 : 1

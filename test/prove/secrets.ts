import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import pino from 'pino'
import { systemClock } from '../../src-main/base/clock.ts'
import { boot } from '../../src-main/boot/boot.ts'
import { loadConfig } from '../../src-main/boot/config.ts'
import { appRoot } from '../../src-main/hosts/app-root.ts'
import { readOptions, sayVersions } from './options.ts'
import { createRandom } from './random.ts'

/**
 * `npm run prove:secrets -- --canaries N --seed S`: gives secrets to programs that print them plain, encoded, in
 * pieces, and as logs, results, files, questions and failures. Then searches all stored data for the secrets. The exit
 * code is 1 if a secret is found, or if no secret was masked.
 */
const options = readOptions({ canaries: 50, seed: Date.now() % 1_000_000 })
const random = createRandom(options.seed)
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=_-"\\ '
const canaries = Array.from({ length: options.canaries }, (_, at) => {
  const tail = Array.from(
    { length: 12 + Math.floor(random() * 40) },
    () => letters[Math.floor(random() * letters.length)],
  )
  return `c${at}y${tail.join('')}z`
})

const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-secrets-'))
const env: Record<string, string | undefined> = {
  ...Object.fromEntries(canaries.map((value, at) => [nameOf(at), value])),
  PATH: process.env.PATH,
  SWITCHYARD_DATA_DIR: dataDir,
}

/** Prints each secret in one of the ways; some in pieces that arrive in two chunks. */
const program = `
const secrets = Object.entries(process.env).filter(([name]) => name.startsWith('CANARY_')).map(([, value]) => value)
const ways = [
  (s) => s, (s) => JSON.stringify(s), encodeURIComponent,
  (s) => Buffer.from(s).toString('hex'), (s) => Buffer.from(s).toString('base64'),
  (s) => Buffer.from('x' + s + 'yy').toString('base64'), (s) => Buffer.from('xy' + s).toString('base64url'),
]
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const say = (message) => console.log(JSON.stringify(message))
const all = secrets.flatMap((s) => ways.map((way) => 'a ' + way(s) + ' b'))
const kind = process.argv[2]
for (const text of all) say({ type: 'log', level: 'info', text })
for (const text of all) console.error(text)
for (const s of secrets.slice(0, 10)) {
  process.stdout.write('piece ' + s.slice(0, 7)); await pause(15); process.stdout.write(s.slice(7) + ' end\\n')
}
say({ type: 'artifact', name: 'n-' + secrets[0].replace(/[^a-zA-Z0-9]/g, '') + '.txt', text: all.join('\\n') })
if (kind === 'ask') say({ type: 'question', text: all.slice(0, 50).join(' ').slice(0, 9000), memo: all })
else if (kind === 'fail') { console.error(all.slice(-8).join('\\n')); process.exit(3) }
else say({ type: 'result', text: all.join('\\n'), data: { [secrets[1]]: all } })
`
const file = join(dataDir, 'program.mjs')
writeFileSync(file, program)

const lines: string[] = []
const log = pino(
  { level: 'trace', hooks: { streamWrite: (line) => config.secrets.hideIn(line) } },
  new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk))
      done()
    },
  }),
)
const config = loadConfig({ appRoot, version: '0' }, env)
const booted = await boot(config, { host: 'server', log })
if (!booted.ok) throw new Error(booted.error.message)
const { client, close } = booted.value
const agents = ['result', 'ask', 'fail'].map((kind) => ({
  ...{ id: kind, name: kind, kind: 'command' as const, skills: [kind] },
  config: {
    command: [process.execPath, file, kind],
    output: 'jsonl',
    passEnv: canaries.map((_, at) => nameOf(at)),
    maxOutputBytes: 10_000_000,
  },
}))
const started = performance.now()
const { runId } = await client.runs.start({
  request: {
    plan_id: 'p',
    tasks: agents.map(({ id }) => ({ task_id: id, description: `Do ${id}`, required_skills: [id] })),
  },
  roster: agents,
})
const endedAs: Record<string, string> = { result: 'done', ask: 'awaiting_input', fail: 'failed' }
for (const [taskKey, wanted] of Object.entries(endedAs)) {
  for (const until = systemClock.now() + 60_000; ; await systemClock.sleep(50)) {
    const { task, attempts } = await client.runs.getTask({ runId, taskKey })
    if (task.status === wanted) break
    if (systemClock.now() > until)
      throw new Error(`${taskKey} is ${task.status}: ${JSON.stringify(attempts)}`)
  }
}
const shown = JSON.stringify([
  await client.runs.get({ runId }),
  ...(await Promise.all(Object.keys(endedAs).map((taskKey) => client.runs.getTask({ runId, taskKey })))),
])
log.error({ error: new Error(canaries.join(' ')) }, 'a fault that quotes them')
await close()
const tookMs = Math.round(performance.now() - started)

const kept: [string, string][] = [
  ['shown', shown],
  ['log', lines.join('')],
  ...listFiles(dataDir)
    .filter((path) => path !== file)
    .map((path): [string, string] => [path.slice(dataDir.length + 1), readFileSync(path, 'latin1')]),
]
/** Searches the plain text, and the decoded form of each piece that looks encoded. */
const found = kept.flatMap(([where, text]) => {
  const pieces = text.match(/[A-Za-z0-9+/_-]{16,}={0,2}/g) ?? []
  const decoded = pieces.flatMap((piece) =>
    [0, 1, 2, 3].flatMap((from) => [
      Buffer.from(piece.slice(from), 'base64').toString('latin1'),
      Buffer.from(piece.slice(from), 'hex').toString('latin1'),
    ]),
  )
  const texts = [
    text,
    text.replaceAll('\\\\', '\\').replaceAll('\\"', '"'),
    safelyDecoded(text),
    decoded.join('\n'),
  ]
  return canaries.filter((canary) => texts.some((each) => each.includes(canary))).map(() => where)
})
const hiddenCount = kept.reduce((sum, [, text]) => sum + text.split('[hidden]').length - 1, 0)
rmSync(dataDir, { recursive: true, force: true })

console.log(
  `${options.canaries} secrets in 7 forms through logs, errors, files, results, questions and failures (seed ${options.seed}, ${tookMs} ms): ` +
    `${found.length} found in ${kept.length} places that keep something, ${hiddenCount} hidden. ${sayVersions()}`,
)
for (const where of new Set(found)) console.log(`  found in ${where}`)
process.exitCode = found.length > 0 || hiddenCount === 0 ? 1 : 0

/** Half of the names look like secrets. */
function nameOf(at: number): string {
  return `CANARY_${at}_${at % 2 === 0 ? 'TOKEN' : 'PLACE'}`
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? listFiles(path) : entry.isFile() ? [path] : []
  })
}

function safelyDecoded(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (piece) => {
    // Leaves invalid encodings unchanged.
    try {
      return decodeURIComponent(piece)
    } catch {
      return piece
    }
  })
}

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Product } from './product.ts'
import { runSample } from './product.ts'
import { type Checks, requireThat, Skip } from './report.ts'
import { resultOf, startPrograms } from './runs.ts'
import type { System } from './system.ts'

/** File names that are devices, alternate data streams or invalid names on Windows. */
const hardNames = [
  ...[
    'con',
    'NUL.txt',
    'com1.md',
    'report:final.txt',
    'why?.md',
    'a<b>|"c".md',
    'ends with a dot.',
    'space ',
  ],
  ...['../../outside.md', 'C:\\Windows\\inside.md', 'plan.md', 'PLAN.md', `${'long '.repeat(55)}.md`],
]

async function showNames(system: System, product: Product): Promise<string> {
  const [dataDir, folder] = [system.folder('data'), system.folder('names')]
  const script = join(folder, 'hand-over.cjs')
  const artifacts = hardNames.map((name) =>
    JSON.stringify({ type: 'artifact', name, text: `text of ${name}` }),
  )
  writeFileSync(
    script,
    `console.log(${JSON.stringify([...artifacts, '{"type":"result","text":"done"}'].join('\n'))})`,
  )
  const served = await product.serve({ dataDir })
  try {
    const config = { command: ['node', system.path(script)], output: 'jsonl', input: 'none' }
    const runId = await startPrograms(served, [{ key: 'names', config }])
    await resultOf(served, runId, 'names')
    const out = system.folder('out')
    const written = await product.run(['files', runId, '--out', system.path(out)], { dataDir })
    requireThat(
      written.code === 0,
      `files --out ended with ${written.code}: ${written.stdout}${written.stderr}`,
    )
    const names = readdirSync(out)
    const devices = names.filter((name) => /^(con|nul|com1) *(\.|$)/i.test(name))
    requireThat(devices.length === 0, `names of devices lie in the folder: ${devices.join(', ')}`)
    const doubles = written.stdout.split('already exists and was kept').length - 1
    requireThat(
      names.length + doubles === hardNames.length && doubles === 1,
      `${names.length} of ${hardNames.length} files, ${doubles} left as they were: ${names.join(', ')}\n${written.stdout}`,
    )
    return `${names.length} files with names of devices, streams and signs lie in the folder; PLAN.md did not replace plan.md`
  } finally {
    await served.kill()
  }
}

/** Two spellings of a path are the same folder, so the second process is refused. */
async function showCase(system: System, product: Product): Promise<string> {
  const dataDir = system.folder('Data Folder')
  const served = await product.serve({ dataDir })
  try {
    const other = system.path(dataDir).replace('Data Folder', 'DATA FOLDER').replace('C:', 'c:')
    const asked = await product.run(['runs'], { dataDir, env: { SWITCHYARD_DATA_DIR: other } })
    requireThat(asked.code === 0, `under another case: ${asked.code}: ${asked.stderr}`)
    const again = await product.run(['serve', '--port', '0'], {
      dataDir,
      env: { SWITCHYARD_DATA_DIR: other },
    })
    requireThat(/is running already/.test(again.stdout), `a second start said ${again.stdout}${again.stderr}`)
    return 'the data folder in capitals is the same folder: the second start finds the first'
  } finally {
    await served.kill()
  }
}

/** A path longer than the 260 characters of a plain Windows path. */
async function showLongPath(system: System, product: Product): Promise<string> {
  const deep = join(...Array.from({ length: 6 }, () => 'a folder with a rather long name to it'))
  const dataDir = join(system.folder('deep'), deep)
  mkdirSync(dataDir, { recursive: true })
  const { length } = system.path(dataDir)
  const asked = await product.run(['runs', '--json'], { dataDir })
  if (asked.code === 2 && /E_DB_LOCATION/.test(asked.stderr))
    return `a data folder of ${length} characters is refused in words: ${asked.stderr.trim().split('\n')[0]}`
  requireThat(asked.code === 0, `a data folder of ${length} characters: ${asked.code}: ${asked.stderr}`)
  const real = system.node(['-e', `fs.realpathSync.native(${JSON.stringify(system.path(dataDir))})`])
  if ((await real.ended) !== 0)
    throw new Skip(
      `the database works in a data folder of ${length} characters; Wine cannot say the real name of such a folder, which a run asks for`,
    )
  await runSample(product, dataDir)
  return `the sample runs in a data folder of ${length} characters`
}

export async function checkNames(checks: Checks, system: System, product: Product): Promise<void> {
  await checks.check('names of files', () => showNames(system, product))
  await checks.check('case of names', () => showCase(system, product))
  await checks.check('long paths', () => showLongPath(system, product))
}

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { showEnd, writeTree } from './process-tree.ts'
import type { Product, Served } from './product.ts'
import { type Checks, requireThat, Skip } from './report.ts'
import { resultOf, startPrograms, taskWith } from './runs.ts'
import type { System } from './system.ts'
import type { Windows } from './windows.ts'

/** Arguments that are difficult for argument parsers and command interpreters. */
const hardArguments = [
  ...[
    'plain',
    'two words',
    '',
    'a "quoted" word',
    "it's",
    'back\\slash',
    'ends with \\',
    '\\\\host\\share\\',
  ],
  ...['!bang!', '^caret^', 'a&b|c>d<e', '(round) [square] {curly}', '--flag=a b'],
  ...['ümläut 日本 🦊', '"', '""', '\\"', 'tab\there'],
]

/** Arguments with `%` for a batch file that forwards them with `%*`. */
const percentArguments = ['%PATH%', '%%', '100 %']

const printArguments = 'process.stdout.write(JSON.stringify(process.argv.slice(2)))'

/** A program in a folder with a space, in the layout of npm: a script, its Windows shim, and a shell script. */
function installTool(folder: string): string {
  const script = join(folder, 'print arguments.cjs')
  writeFileSync(script, printArguments)
  writeFileSync(join(folder, 'tool.cmd'), '@node "%~dp0print arguments.cjs" %*\r\n')
  writeFileSync(join(folder, 'tool'), '#!/bin/sh\nexit 3\n')
  return script
}

async function showArguments(
  served: Served,
  command: readonly string[],
  wanted: readonly string[] = hardArguments,
): Promise<string> {
  const config = { command: [...command, ...wanted], input: 'none' }
  const runId = await startPrograms(served, [{ key: 'tool', config }])
  const said: string[] = JSON.parse(await resultOf(served, runId, 'tool'))
  const wrong = wanted.filter((each, at) => said[at] !== each)
  requireThat(
    wrong.length === 0 && said.length === wanted.length,
    `${wrong.length} of ${wanted.length} arguments differ: ${JSON.stringify(wrong)} of ${JSON.stringify(said)}`,
  )
  return `${said.length} arguments with quotes, spaces and signs of the shell come as they were given`
}

async function showInterpreter(served: Served): Promise<string> {
  const runId = await startPrograms(served, [
    { key: 'said', config: { command: ['cmd', '/d', '/c', 'echo one& echo two'], input: 'none' } },
    { key: 'code', config: { command: ['cmd', '/d', '/c', 'exit 7'], input: 'none', successCodes: [7] } },
    { key: 'bad', config: { command: ['cmd.exe', '/d', '/c', 'exit 9'], input: 'none' } },
    { key: 'none', config: { command: ['no-such-program'], input: 'none' } },
  ])
  const said = await resultOf(served, runId, 'said')
  requireThat(/^one ?\r?\ntwo ?\r?\n$/.test(said), `cmd said ${JSON.stringify(said)}`)
  await resultOf(served, runId, 'code')
  const failures = await Promise.all(
    ['bad', 'none'].map(async (key) => {
      const { attempts } = await taskWith(served, { runId, key }, 'failed', 'blocked')
      return String(attempts.at(-1)?.failure?.message)
    }),
  )
  requireThat(/exit code 9/.test(failures[0] ?? ''), `exit 9 is told as ${failures[0]}`)
  requireThat(/was not found/.test(failures[1] ?? ''), `a missing program is told as ${failures[1]}`)
  return 'output, exit codes and a missing program are told as they are'
}

async function showInput(served: Served, system: System): Promise<string> {
  const script = join(system.folder('input'), 'read.cjs')
  writeFileSync(
    script,
    `let text = ''
    process.stdin.on('data', (part) => (text += part)).on('end', () => {
      const { task, workspace } = JSON.parse(text)
      console.log(JSON.stringify({ title: task.title, isThere: require('fs').existsSync(workspace), cwd: process.cwd(),
        home: require('os').homedir(), workspace }))
    })`,
  )
  const title = 'Übung "eins" 日本'
  const config = { command: ['node', system.path(script)] }
  const runId = await startPrograms(served, [{ key: 'reads', title, config }])
  const { title: read, isThere, cwd, workspace, home } = JSON.parse(await resultOf(served, runId, 'reads'))
  requireThat(read === title, `the title came as ${read}`)
  requireThat(isThere && cwd === workspace, `it works in ${cwd}, not in ${workspace}`)
  requireThat(home === `${workspace}.home`, `its home is ${home}`)
  return `the task on standard input, the workspace ${workspace.slice(0, 3)}… as folder, a home of its own`
}

/** Exit code and output of a line in Wine's cmd.exe, without the app. */
async function askInterpreter(system: System, line: string): Promise<{ code: number; said: string }> {
  const script = join(system.folder('ask'), 'ask.cjs')
  writeFileSync(
    script,
    `const { status } = require('child_process').spawnSync('cmd.exe', ['/d', '/s', '/c', ${JSON.stringify(`"${line}"`)}],
      { windowsVerbatimArguments: true, stdio: ['ignore', 'inherit', 'ignore'] })
    process.exit(status === 0 ? 0 : 1)`,
  )
  const started = system.node([system.path(script)])
  return { code: await started.ended, said: started.stdout().trim() }
}

/** execa escapes a space in a path as `^ ` for cmd.exe. */
async function showSpace(system: System, served: Served): Promise<string> {
  const folder = system.folder('program files')
  installTool(folder)
  const file = system.path(join(folder, 'tool.cmd'))
  const { code } = await askInterpreter(system, `${file.replaceAll(' ', '^ ')} plain`)
  if (code !== 0)
    throw new Skip('the cmd.exe of Wine finds no file where ^ stands before a space; that of Windows does')
  return showArguments(served, [file])
}

/** Windows expands the variables in a line of a batch file once, before inserting its arguments. */
async function showPercent(system: System, served: Served): Promise<string> {
  const file = join(system.folder('percent'), 'say.cmd')
  writeFileSync(file, '@echo %*\r\n')
  const { said } = await askInterpreter(system, `${system.path(file)} "%%cd:~,%PATHEXT%%cd:~,%"`)
  if (!said.includes('%PATHEXT%'))
    throw new Skip(
      `the cmd.exe of Wine replaces variables in the arguments of a batch file again: %PATHEXT% became ${said}`,
    )
  return showArguments(served, ['tool.cmd'], percentArguments)
}

async function showEndOfShim(system: Windows, served: Served, folder: string): Promise<string> {
  const said = system.wine('taskkill', '/pid', '4294967', '/t', '/f')
  if (/invalid command line option/i.test(said))
    throw new Skip('the taskkill of Wine has no /T, with which Windows ends what a program started')
  writeFileSync(join(folder, 'tree.cmd'), '@node %*\r\n')
  return showEnd(served, writeTree(system, ['tree']))
}

export async function checkPrograms(checks: Checks, system: Windows, product: Product): Promise<void> {
  const folder = system.folder('tools')
  const script = installTool(folder)
  const served = await product.serve({
    dataDir: system.folder('data'),
    env: { WINEPATH: system.path(folder) },
  })
  try {
    await checks.check('programs: cmd.exe', () => showInterpreter(served))
    await checks.check('programs: folder and input', () => showInput(served, system))
    await checks.check('programs: arguments of an .exe', () =>
      showArguments(served, ['node', system.path(script)], [...hardArguments, ...percentArguments]),
    )
    await checks.check('programs: arguments of a .cmd', () => showArguments(served, ['tool.cmd']))
    await checks.check('programs: PATHEXT', () => showArguments(served, ['tool']))
    await checks.check('programs: .cmd in a folder with a space', () => showSpace(system, served))
    await checks.check('ending a tree of processes', () => showEnd(served, writeTree(system, ['node'])))
    await checks.check('programs: % in arguments of a .cmd', () => showPercent(system, served))
    await checks.check('ending the tree of a .cmd', () => showEndOfShim(system, served, folder))
  } finally {
    await served.kill()
  }
}

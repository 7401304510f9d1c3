import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { showEnd, writeTree } from './process-tree.ts'
import type { Product, Served } from './product.ts'
import { type Checks, requireThat } from './report.ts'
import { resultOf, startPrograms, taskWith } from './runs.ts'
import type { System } from './system.ts'

/** Hard ones for the parser of a program, and for a command interpreter in between. */
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
  ...['%PATH%', '%%', '!bang!', '^caret^', 'a&b|c>d<e', '(round) [square] {curly}', '--flag=a b'],
  ...['ümläut 日本 🦊', '"', '""', '\\"', 'tab\there'],
]

const printArguments = 'process.stdout.write(JSON.stringify(process.argv.slice(2)))'

/** A program in a folder with a space, as npm installs one: a script, its shim for Windows, and a shell script beside it. */
function installTool(folder: string): string {
  const script = join(folder, 'print arguments.cjs')
  writeFileSync(script, printArguments)
  writeFileSync(join(folder, 'tool.cmd'), '@node "%~dp0print arguments.cjs" %*\r\n')
  writeFileSync(join(folder, 'tool'), '#!/bin/sh\nexit 3\n')
  return script
}

async function showArguments(served: Served, command: readonly string[]): Promise<string> {
  const config = { command: [...command, ...hardArguments], input: 'none' }
  const runId = await startPrograms(served, [{ key: 'tool', config }])
  const said: string[] = JSON.parse(await resultOf(served, runId, 'tool'))
  const wrong = hardArguments.filter((each, at) => said[at] !== each)
  requireThat(
    wrong.length === 0 && said.length === hardArguments.length,
    `${wrong.length} of ${hardArguments.length} arguments differ: ${JSON.stringify(wrong)} of ${JSON.stringify(said)}`,
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

export async function checkPrograms(checks: Checks, system: System, product: Product): Promise<void> {
  const folder = system.folder('program files')
  const script = installTool(folder)
  const served = await product.serve({
    dataDir: system.folder('data'),
    env: { WINEPATH: system.path(folder) },
  })
  try {
    await checks.check('programs: cmd.exe', () => showInterpreter(served))
    await checks.check('programs: folder and input', () => showInput(served, system))
    await checks.check('programs: arguments of an .exe', () =>
      showArguments(served, ['node', system.path(script)]),
    )
    await checks.check('programs: arguments of a .cmd', () => showArguments(served, ['tool.cmd']))
    await checks.check('programs: PATHEXT', () => showArguments(served, ['tool']))
    await checks.check('ending a tree of processes', () => showEnd(served, writeTree(system, ['node'])))
    await checks.check('ending the tree of a .cmd', () => {
      const shim = join(folder, 'tree.cmd')
      writeFileSync(shim, '@node %*\r\n')
      return showEnd(served, writeTree(system, ['tree']))
    })
  } finally {
    await served.kill()
  }
}

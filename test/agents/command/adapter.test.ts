import { existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fenceRule } from '../../../src-main/agents/fenced.ts'
import { createTempDir } from '../../support/engine.ts'
import { createPrograms } from './programs.ts'

const printStdin = `process.stdin.pipe(process.stdout)`
const printArgs = `process.stdout.write(JSON.stringify(process.argv.slice(2)))`

describe('a command agent', () => {
  it('returns the output of its program as the result, and logs each line', async () => {
    const { script, run } = createPrograms()
    const { result, logs } = await run({
      command: script(`console.log('one'); console.error('careful'); console.log('two')`),
    })
    expect(result).toEqual({ text: 'one\ntwo\n', data: { exitCode: 0 } })
    expect(logs).toEqual(
      expect.arrayContaining([
        { type: 'log', level: 'info', text: 'one' },
        { type: 'log', level: 'info', text: 'two' },
        { type: 'log', level: 'warn', text: 'careful' },
      ]),
    )
  })

  it('fails with the last lines of stderr when its program exits with another code', async () => {
    const { script, run } = createPrograms()
    const { failure } = await run({ command: script(`console.error('no disk'); process.exit(3)`) })
    expect(failure).toEqual({
      reason: 'agent_error',
      message: 'The program ended with exit code 3.\nno disk',
    })
  })

  it('fails with the end of stdout, where test runners report errors', async () => {
    const { script, run } = createPrograms()
    const source = `console.log('x'.repeat(9000)); console.log('2 of 3 failed'); console.error('a warning'); process.exit(1)`
    const { failure } = await run({ command: script(source) })
    expect(failure?.message).toBe('The program ended with exit code 1.\n2 of 3 failed\na warning')
  })

  it('accepts the success exit codes of its config', async () => {
    const { script, run } = createPrograms()
    const { result } = await run({ command: script('process.exit(3)'), successCodes: [0, 3] })
    expect(result?.data).toEqual({ exitCode: 3 })
  })

  it('reports the signal that ended its program', async () => {
    const { script, run } = createPrograms()
    const { failure } = await run({ command: script(`process.kill(process.pid, 'SIGSEGV')`) })
    expect(failure).toMatchObject({ reason: 'agent_error', message: 'The program was ended by SIGSEGV.' })
  })

  it('reports a missing program, without a retry', async () => {
    const { run } = createPrograms()
    const { failure } = await run({ command: ['no-such-program-anywhere'] })
    expect(failure).toMatchObject({
      reason: 'agent_missing',
      message: expect.stringContaining('was not found'),
    })
  })

  it('reports a program without execute permission', async () => {
    const { run, script } = createPrograms()
    const { failure } = await run({ command: [script('')[1] ?? ''] })
    expect(failure).toMatchObject({
      reason: 'agent_missing',
      message: expect.stringContaining('not execute'),
    })
  })

  it('refuses an invalid config at its use, and names the field', async () => {
    const { run } = createPrograms()
    const { failure } = await run({ command: ['node'], timeoutMs: 'soon' })
    expect(failure).toMatchObject({
      reason: 'bad_input',
      message: expect.stringContaining('config.timeoutMs'),
    })
  })
})

describe('the input of a command', () => {
  const dependency = {
    key: 'read',
    title: 'Read it',
    status: 'done' as const,
    result: { text: 'what was read', data: null },
  }

  it('is one JSON document with the task and its dependencies', async () => {
    const { script, run } = createPrograms()
    const { result } = await run(
      { command: script(printStdin) },
      { title: 'A "task"', description: 'Line\nline', dependencies: [{ ...dependency, description: '' }] },
    )
    expect(JSON.parse(result?.text ?? '')).toMatchObject({
      task: { key: 'task-001', title: 'A "task"', description: 'Line\nline' },
      attemptId: 'run_1/task-001#1',
      dependencies: [dependency],
    })
  })

  it('is the text of the task if configured', async () => {
    const { script, run } = createPrograms()
    const config = { command: script(printStdin), input: 'text' }
    const { result } = await run(config, {
      title: 'T',
      description: 'D',
      dependencies: [{ ...dependency, description: '' }],
    })
    expect(result?.text).toBe(
      `T\n\nD\n\n${fenceRule}\n\n## Result of “Read it”\n\n\`\`\`\nwhat was read\n\`\`\`\n`,
    )
    expect((await run(config, { title: 'T', description: 'D' })).result?.text).toBe('T\n\nD\n')
  })

  it('is empty if configured', async () => {
    const { script, run } = createPrograms()
    expect((await run({ command: script(printStdin), input: 'none' })).result?.text).toBe('')
  })

  it('may stay unread', async () => {
    const { script, run } = createPrograms()
    const { result } = await run(
      { command: script(`console.log('done')`) },
      { description: 'x'.repeat(2_000_000) },
    )
    expect(result?.text).toBe('done\n')
  })
})

describe('the arguments of a command', () => {
  const hostile = [
    '; rm -rf "$HOME" #',
    '$(touch pwned) `touch pwned`',
    'two\nlines',
    `it's "quoted" \\ and more`,
    '{workspace} {task.description} $& $1',
    '* ? ~ %PATH% | & > pwned',
  ]
  for (const title of hostile) {
    it(`are filled with ${JSON.stringify(title)} as exactly one argument`, async () => {
      const { script, run, workspace } = createPrograms()
      const { result } = await run(
        { command: script(printArgs, 'is {task.title}!', '{unknown}', '{attemptId}') },
        { title },
      )
      expect(JSON.parse(result?.text ?? '')).toEqual([`is ${title}!`, '{unknown}', 'run_1/task-001#1'])
      expect(existsSync(join(workspace, 'pwned'))).toBe(false)
    })
  }

  it('refuse a NUL character, which would truncate them', async () => {
    const { script, run } = createPrograms()
    const { failure } = await run({ command: script(printArgs, '{task.title}') }, { title: 'a\0b' })
    expect(failure).toMatchObject({ reason: 'bad_input', message: expect.stringContaining('NUL') })
  })
})

describe('the environment of a command', () => {
  it('keeps files of earlier tasks of the run', async () => {
    const { script, run } = createPrograms()
    const fs = `import { readFileSync, writeFileSync } from 'node:fs'`
    await run({ command: script(`${fs}; writeFileSync('left.txt', 'here')`) })
    const { result } = await run({ command: script(`${fs}; console.log(readFileSync('left.txt', 'utf8'))`) })
    expect(result?.text).toBe('here\n')
  })

  const printEnv = 'process.stdout.write(JSON.stringify(process.env))'

  it('contains only the configured variables', async () => {
    const { script, run, workspace } = createPrograms()
    const config = { command: script(printEnv), env: { API_URL: 'http://x' }, passEnv: ['ASKED_FOR'] }
    const { result } = await run(config, { projectFolder: '/a/project' })
    const { PATH, SWITCHYARD_ATTEMPT, ...rest } = JSON.parse(result?.text ?? '')
    expect(rest).toEqual({
      HOME: `${workspace}.home`,
      LANG: 'C.UTF-8',
      API_URL: 'http://x',
      ASKED_FOR: 'passed on',
      SWITCHYARD_PROJECT: '/a/project',
    })
    expect(result?.text).not.toContain('canary')
  })

  it('is a folder of its run that only the owner can enter', async () => {
    const { script, run, workspace } = createPrograms()
    const { result } = await run({ command: script('process.stdout.write(process.cwd())') })
    expect(result?.text).toBe(workspace)
    expect(statSync(workspace).mode & 0o777).toBe(0o700)
  })

  it('is refused if a link replaces the folder', async () => {
    const { script, run, dataDir, workspace } = createPrograms()
    mkdirSync(join(dataDir, 'workspaces'))
    const elsewhere = createTempDir()
    symlinkSync(elsewhere, workspace)
    const write = script(`import { writeFileSync } from 'node:fs'; writeFileSync('x', '')`)
    expect((await run({ command: write })).failure?.reason).toBe('bad_input')
    expect(existsSync(join(elsewhere, 'x'))).toBe(false)
  })

  it('is a subfolder if configured, and no other folder', async () => {
    const { script, run, workspace } = createPrograms()
    const command = script('process.stdout.write(process.cwd())')
    await run({ command })
    mkdirSync(join(workspace, 'inner'))
    symlinkSync(createTempDir(), join(workspace, 'out'))
    symlinkSync(join(workspace, 'nowhere'), join(workspace, 'dangling'))
    expect((await run({ command, cwd: 'inner' })).result?.text).toBe(join(workspace, 'inner'))
    for (const cwd of ['out', 'dangling', 'missing', '../..', '/proc/self/root']) {
      expect((await run({ command, cwd })).failure?.reason, cwd).toBe('bad_input')
    }
  })

  it('is the project folder only if configured', async () => {
    const { script, run } = createPrograms()
    const projectFolder = createTempDir()
    const config = { command: script('process.stdout.write(process.cwd())'), in: 'project' }
    expect((await run(config, { projectFolder })).result?.text).toBe(projectFolder)
    expect((await run(config)).failure).toMatchObject({ reason: 'bad_input' })
  })
})

describe('the output of a command', () => {
  it('keeps the beginning and the end of excessive output', async () => {
    const { script, run } = createPrograms()
    const flood = `
      import { writeSync } from 'node:fs'
      writeSync(1, 'the beginning\\n')
      const block = 'x'.repeat(99) + '\\n'
      for (let i = 0; i < 500; i += 1) writeSync(1, block.repeat(1000))
      writeSync(1, 'the end\\n')`
    const { result, logs } = await run({ command: script(flood), maxOutputBytes: 10_000 })
    const text = result?.text ?? ''
    expect(text.startsWith('the beginning\n')).toBe(true)
    expect(text.endsWith('the end\n')).toBe(true)
    expect(text).toContain('… 49,990,022 bytes omitted …')
    expect(text.length).toBeLessThan(10_100)
    expect(result?.data).toEqual({ exitCode: 0, bytesLeftOut: 49_990_022 })
    const logged = logs.reduce((sum, each) => sum + each.text.length, 0)
    expect(logged).toBeLessThan(160_000)
    expect(logs.at(-1)?.text).toBe('the end')
  })

  it('may be one endless line', async () => {
    const { script, run } = createPrograms()
    const endless = `
      import { writeSync } from 'node:fs'
      for (let i = 0; i < 200; i += 1) writeSync(1, 'y'.repeat(100_000))`
    const { result, logs } = await run({ command: script(endless), maxOutputBytes: 5000 })
    expect(result?.text.length).toBeLessThan(5100)
    expect(logs).toHaveLength(1)
    expect(logs[0]?.text.length).toBeLessThan(17_000)
    expect(logs[0]?.text).toMatch(/… 19,983,616 bytes omitted …$/)
  })

  it('keeps a character intact that arrives in two chunks', async () => {
    const { script, run } = createPrograms()
    const parts = `
      import { writeSync } from 'node:fs'
      for (const byte of Buffer.from('Grüße 🌍')) { writeSync(1, Buffer.from([byte])); await new Promise((r) => setTimeout(r, 2)) }`
    expect((await run({ command: script(parts) })).result?.text).toBe('Grüße 🌍')
  })
})

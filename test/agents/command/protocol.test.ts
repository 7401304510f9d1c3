import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMessage } from '../../../src-main/agents/command/protocol.ts'
import type { Json } from '../../../src-shared/model/json.ts'
import { createPrograms, longLived } from './programs.ts'

const say = (...messages: (Json | string)[]): string =>
  messages
    .map((each) => (typeof each === 'string' ? each : JSON.stringify(each)))
    .map((line) => `console.log(${JSON.stringify(line)});`)
    .join('\n')

async function runJsonl(text: string, config: Record<string, Json> = {}) {
  const programs = createPrograms()
  const said = await programs.run({ command: programs.script(text), output: 'jsonl', ...config })
  return { ...programs, ...said }
}

describe('a command with JSON lines', () => {
  it('reports progress, log, cost and result between other lines', async () => {
    const noise = ['starting …', '{"not":"ours"}', '[1,2]', 'null', '{"type":"metric","x":1}', '{broken']
    const { said, result, logs } = await runJsonl(
      say(
        ...noise,
        { type: 'progress', percent: 40 },
        { type: 'log', level: 'error', text: 'look here' },
        { type: 'log', level: 'loud', text: 'not a level' },
        { type: 'usage', amountMinor: 12, currency: 'EUR' },
        { type: 'artifact', name: '../../x', text: 'only a name' },
        { type: 'result', text: 'did it', data: { score: 0.9 } },
      ),
    )
    expect(said).toContainEqual({ type: 'progress', percent: 40 })
    expect(said).toContainEqual({ type: 'usage', spent: { amountMinor: 12, currency: 'EUR' } })
    expect(logs.map(({ text }) => text)).toEqual([
      ...noise,
      'look here',
      '{"type":"log","level":"loud","text":"not a level"}',
    ])
    expect(logs).toContainEqual({ type: 'log', level: 'error', text: 'look here' })
    expect(result).toEqual({
      text: 'did it',
      data: {
        exitCode: 0,
        output: { score: 0.9 },
        artifacts: [{ name: '../../x', text: 'only a name', mediaType: 'text/plain' }],
      },
    })
  })

  it('returns its other lines as its result if it sends none', async () => {
    const { result } = await runJsonl(say('one', { type: 'progress', percent: 5 }, 'two'))
    expect(result?.text).toBe('one\ntwo\n')
  })

  it('fails by its exit code, whatever its result', async () => {
    const { failure } = await runJsonl(`${say({ type: 'result', text: 'fine' })}; process.exitCode = 2`)
    expect(failure).toMatchObject({ reason: 'agent_error', message: 'The program ended with exit code 2.' })
  })

  const faults: Record<string, Json> = {
    'a cost that is no amount': { type: 'usage', amountMinor: 'much', currency: 'EUR' },
    'a result without a text': { type: 'result', data: 1 },
    'a question without words': { type: 'question', text: '' },
    'a file without a text or a path': { type: 'artifact', name: 'x' },
    'a file with both': { type: 'artifact', name: 'x', text: 'a', path: 'a' },
  }
  for (const [what, message] of Object.entries(faults)) {
    it(`fails at ${what}, and is stopped`, async () => {
      const { failure, survivors } = await runJsonl(`${say(message)};${longLived}`)
      expect(failure).toMatchObject({
        reason: 'bad_output',
        message: expect.stringContaining('Invalid '),
      })
      expect(survivors()).toEqual([])
    })
  }

  it('asks a question and need not exit itself', async () => {
    const { last, survivors } = await runJsonl(`${say({ type: 'question', text: 'Which?' })};${longLived}`)
    expect(last).toEqual({ type: 'question', question: { text: 'Which?' } })
    expect(survivors()).toEqual([])
  })

  it('is not read beyond the line limit', async () => {
    const long = `process.stdout.write(JSON.stringify({ type: 'usage', amountMinor: 1, currency: 'EUR', pad: 'x'.repeat(100_000) }) + '\\n')`
    const { said } = await runJsonl(long, { maxOutputBytes: 20_000 })
    expect(said.some(({ type }) => type === 'usage')).toBe(false)
  })
})

describe('a file that a command reports by path', () => {
  async function handOver(path: string, prepare: (workspace: string, dataDir: string) => void = () => {}) {
    const programs = createPrograms()
    await programs.run({ command: programs.script('') })
    writeFileSync(join(programs.dataDir, 'secret'), 'SECRET')
    prepare(programs.workspace, programs.dataDir)
    const command = programs.script(say({ type: 'artifact', name: 'file', path }))
    return programs.run({ command, output: 'jsonl', maxOutputBytes: 2000 })
  }

  it('is read from the workspace', async () => {
    const { result } = await handOver('out/a.md', (workspace) => {
      mkdirSync(join(workspace, 'out'))
      writeFileSync(join(workspace, 'out/a.md'), '# Grüße')
    })
    const file = { name: 'file', text: '# Grüße', mediaType: 'text/plain' }
    expect(result?.data).toEqual({ exitCode: 0, artifacts: [file] })
  })

  const refused: Record<string, [path: string, prepare?: (workspace: string, dataDir: string) => void]> = {
    'leads out by ..': ['../../secret'],
    'leads out and in again': ['../run_1/a'],
    'is absolute': ['/etc/hostname'],
    'goes through /proc': ['/proc/self/root/etc/hostname'],
    'is not there': ['nothing'],
    'is a folder': ['.'],
    'is a link to a file outside': [
      'link',
      (at, data) => symlinkSync(join(data, 'secret'), join(at, 'link')),
    ],
    'is a link to nothing': ['link', (at, data) => symlinkSync(join(data, 'not yet'), join(at, 'link'))],
    'goes through a link to a folder outside': [
      'link/secret',
      (at, data) => symlinkSync(data, join(at, 'link')),
    ],
    'goes through a link to /proc/self/root': [
      'link/etc/hostname',
      (at) => symlinkSync('/proc/self/root', join(at, 'link')),
    ],
    'is a second name of a file outside': [
      'hard',
      (at, data) => linkSync(join(data, 'secret'), join(at, 'hard')),
    ],
    'is no text': ['bytes', (at) => writeFileSync(join(at, 'bytes'), Buffer.from([0xff, 0xfe, 0xff]))],
    'is too large': ['large', (at) => writeFileSync(join(at, 'large'), 'x'.repeat(3000))],
    'holds a character that ends paths': ['a\0b'],
  }
  for (const [what, [path, prepare]] of Object.entries(refused)) {
    it(`is refused if its path ${what}`, async () => {
      const { failure, said } = await handOver(path, prepare)
      expect(failure).toMatchObject({
        reason: 'bad_output',
        message: expect.stringMatching(/^The file "file" was refused: /),
      })
      expect(JSON.stringify(said)).not.toContain('SECRET')
    })
  }
})

describe('a line', () => {
  it('is a message only if it is one object with a known type', () => {
    for (const line of [
      '',
      ' ',
      '{}',
      '{"type":7}',
      '{"type":"toString"}',
      '"result"',
      '[{"type":"result"}]',
    ]) {
      expect(readMessage(line)).toEqual({ ok: true, value: null })
    }
    expect(readMessage('  {"type":"progress","percent":3}\t')).toEqual({
      ok: true,
      value: { type: 'progress', percent: 3 },
    })
  })
})

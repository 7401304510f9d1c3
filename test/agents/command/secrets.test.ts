import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/base/clock.ts'
import type { Keystore } from '../../../src-main/base/keystore.ts'
import { type Config, loadConfig } from '../../../src-main/boot/config.ts'
import { appRoot } from '../../../src-main/hosts/app-root.ts'
import type { Json } from '../../../src-shared/model/json.ts'
import { bootTestApp } from '../../support/app.ts'
import { createTempDir } from '../../support/engine.ts'
import { createPrograms } from './programs.ts'

const environment = {
  PATH: process.env.PATH,
  PLACE_OF_WORK: 'canary/with+signs=1',
  LETTER: 'k',
  HOME: '/home/somebody',
}

/** Each entry has a different value. */
const keystore: Keystore = {
  read: async (entry) => `${entry}/kept+there=1`,
  write: () => Promise.reject(new Error('Nothing is written here.')),
  remove: async () => false,
}

/**
 * Runs a program to its end in the complete app with this environment. Returns everything that the app shows or
 * stores.
 */
async function runOnce(
  config: { readonly [key: string]: Json },
  before: (loaded: Config) => Promise<unknown> = async () => {},
) {
  const dataDir = createTempDir()
  const loaded = loadConfig(
    { appRoot, version: '0.0.0-test', port: 0 },
    { ...environment, SWITCHYARD_DATA_DIR: dataDir },
    keystore,
  )
  await before(loaded)
  const { client } = await bootTestApp({ dataDir, config: loaded })
  const { runId } = await client.runs.start({
    request: { plan_id: 'p', tasks: [{ task_id: 'a', description: 'Do a', required_skills: [] }] },
    roster: [{ id: 'tool', name: 'Tool', kind: 'command', skills: [], config }],
  })
  for (const until = systemClock.now() + 15_000; ; await systemClock.sleep(20)) {
    const detail = await client.runs.getTask({ runId, taskKey: 'a' })
    if (detail.task.status === 'done') return JSON.stringify(detail)
    if (systemClock.now() > until) throw new Error(JSON.stringify(detail))
  }
}

const node = (program: string) => [process.execPath, '-e', program]

describe('a variable of a program', () => {
  it('is masked by its value, whatever its name, in every encoding that is searched', async () => {
    const program = `
      const value = process.env.PLACE_OF_WORK
      console.log('as it is ' + value + ' in base64 ' + Buffer.from(value).toString('base64'))
      console.error(encodeURIComponent(value) + ' ' + Buffer.from(value).toString('hex'))`
    const shown = await runOnce({ command: node(program), passEnv: ['PLACE_OF_WORK'] })
    expect(shown).toContain('as it is [hidden] in base64 ')
    const value = environment.PLACE_OF_WORK
    for (const form of [value, encodeURIComponent(value), Buffer.from(value).toString('hex')]) {
      expect(shown).not.toContain(form)
    }
    expect(shown).not.toContain(Buffer.from(value).toString('base64').slice(0, -2))
  })

  it('is masked if the agent sets it and its name looks secret', async () => {
    const program = `console.log('it is ' + process.env.OWN_TOKEN + ', ' + process.env.OWN_COLOR)`
    const env = { OWN_TOKEN: 'set-by-the-agent', OWN_COLOR: 'the-blue-one' }
    expect(await runOnce({ command: node(program), env })).toContain('it is [hidden], the-blue-one')
  })

  it('stays readable if it is a system folder', async () => {
    const program = `console.log('home is ' + process.env.HOME)`
    const shown = await runOnce({ command: node(program), passEnv: ['HOME'] })
    expect(shown).toContain('home is /home/somebody')
  })

  it('is not masked with fewer than 8 characters, and a warning names it', async () => {
    const { run } = createPrograms()
    const env = { OWN_KEY: 'k' }
    const said = await run({ command: node(`console.log('what one likes')`), env })
    expect(said.logs).toContainEqual({
      type: 'log',
      level: 'warn',
      text: 'OWN_KEY has fewer than 8 characters and cannot be hidden in texts.',
    })
    const shown = await runOnce({ command: node(`console.log('what one likes')`), passEnv: ['LETTER'] })
    expect(shown).toContain('what one likes')
  })
})

describe('a secret of the keystore', () => {
  // The program assembles the value, so that its source text does not contain the value.
  const program = `
    const value = ['agent-acme', 'kept+there=1'].join('/')
    console.log('as it is ' + value)
    console.error(encodeURIComponent(value) + ' ' + Buffer.from(value).toString('hex'))`
  const value = 'agent-acme/kept+there=1'
  const forms = [value, encodeURIComponent(value), Buffer.from(value).toString('hex')]

  it.each<[string, (loaded: Config) => Promise<unknown>]>([
    [
      'an agent',
      ({ readAgentSecret }) => readAgentSecret({ prefix: '', from: 'keystore', name: 'agent-acme' }),
    ],
    ['a model', ({ readModelKey }) => readModelKey({ from: 'keystore', entry: 'agent-acme' })],
  ])('that was read for %s is masked in the output of all programs', async (_whom, read) => {
    const shown = await runOnce({ command: node(program) }, async (loaded) => {
      expect(await read(loaded)).toBe(value)
    })
    expect(shown).toContain('as it is [hidden]')
    for (const form of forms) expect(shown).not.toContain(form)
  })
})

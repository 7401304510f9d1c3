import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bootTestApp } from '../../support/app.ts'
import { createTempDir } from '../../support/engine.ts'
import { fakeAgent } from './coders.ts'

/** A folder for `PATH` with agents by name, each with its scenario. */
function createPath(agents: Record<string, string>): string {
  const folder = createTempDir()
  for (const [name, scenario] of Object.entries(agents)) {
    const file = join(folder, name)
    const line = `exec '${process.execPath}' '${fakeAgent}' ${scenario} '${join(folder, 'diary')}'`
    writeFileSync(file, `#!/bin/sh\n${line}\n`)
    chmodSync(file, 0o755)
  }
  return folder
}

/** Ids of processes whose arguments contain a text. */
const listStartedWith = (text: string): string[] =>
  readdirSync('/proc').filter((name) => {
    // The process ended, or belongs to another user.
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(text)
    } catch {
      return false
    }
  })

async function bootWith(PATH: string) {
  const readVariables = (names: readonly string[]) =>
    Object.fromEntries(Object.entries({ PATH, HOME: '/home/ann' }).filter(([name]) => names.includes(name)))
  return bootTestApp({ config: { readVariables } })
}

describe.runIf(process.platform === 'linux')('the discovery of coding agents', () => {
  it('finds agents on the PATH that speak the protocol, and reports the problems of the others', async () => {
    const folder = createPath({ gemini: 'works', 'codex-acp': 'speaksTheNext', goose: 'unknown' })
    writeFileSync(join(folder, 'opencode'), 'no program')
    const { client } = await bootWith(folder)
    const { found, added } = await client.agents.discover({})
    expect(found).toEqual([
      {
        ...{ id: 'codex', name: 'Codex', command: ['codex-acp'], passEnv: ['HOME'], version: '1.2.3' },
        fault:
          'The agent uses version 99 of the protocol, and Switchyard version 1. Install another version of the agent.',
      },
      {
        ...{
          id: 'gemini',
          name: 'Gemini',
          command: ['gemini', '--acp'],
          passEnv: ['HOME'],
          version: '1.2.3',
        },
        fault: null,
      },
      expect.objectContaining({ id: 'goose', fault: null }),
    ])
    expect(added).toEqual([])
    expect((await client.agents.list()).map(({ id }) => id)).not.toContain('gemini')
    expect(listStartedWith(folder)).toEqual([])
    // A session would have an entry in the diary.
    expect(readFileSync(join(folder, 'diary'), 'utf8')).not.toContain('new:')
  })

  it('adds the usable agents, and leaves existing agents unchanged', async () => {
    const { client } = await bootWith(
      createPath({ gemini: 'works', goose: 'works', 'codex-acp': 'speaksTheNext' }),
    )
    await client.agents.register({
      agents: [
        { id: 'goose', name: 'My own', kind: 'acp', skills: [], config: { command: ['goose', 'acp'] } },
      ],
    })
    expect((await client.agents.discover({ add: true })).added).toEqual(['gemini'])
    const roster = await client.agents.list()
    expect(roster.find(({ id }) => id === 'gemini')).toMatchObject({
      kind: 'acp',
      effectClass: 'once',
      skills: ['coding'],
      config: { command: ['gemini', '--acp'], passEnv: ['HOME'] },
    })
    expect(roster.find(({ id }) => id === 'goose')?.name).toBe('My own')
  })

  it('finds nothing in an empty folder', async () => {
    const { client } = await bootWith(createTempDir())
    expect(await client.agents.discover({ add: true })).toMatchObject({ found: [], added: [] })
  })

  it('reports the names and the folders of the PATH that it searched', async () => {
    const [first, second] = [createTempDir(), createTempDir()]
    const { client } = await bootWith(`${first}:relative:${second}`)
    const { searched } = await client.agents.discover({})
    expect(searched.folders).toEqual([first, second])
    expect(searched.names).toEqual(
      expect.arrayContaining(['claude-agent-acp', 'codex-acp', 'gemini', 'opencode', 'goose']),
    )
  })
})

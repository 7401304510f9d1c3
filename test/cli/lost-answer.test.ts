import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serveTestApp } from '../support/app.ts'
import { root, switchyard } from '../support/cli.ts'
import { openCuttingProxy } from '../support/cutting-proxy.ts'

/** The app behind a proxy for its command line programs. */
async function serveCut() {
  const { app } = await serveTestApp()
  const file = join(app.dataDir, 'server.json')
  const address = JSON.parse(readFileSync(file, 'utf8'))
  const proxy = await openCuttingProxy(address.port)
  writeFileSync(file, JSON.stringify({ ...address, port: proxy.port }))
  return { app, proxy }
}

/** Index of the first response: the upgrade of the WebSocket. */
const ofTheSocket = 1

describe('a lost response', () => {
  it('is requested again by a command, and the change is made once', { timeout: 60_000 }, async () => {
    const { app, proxy } = await serveCut()
    proxy.loseAnswer(ofTheSocket)
    const args = ['tokens', 'create', 'build-box', '--scope', 'work', '--json']
    const { code, stdout } = await switchyard(args, app.dataDir)
    expect([proxy.countCuts(), code]).toEqual([1, 0])
    const [kept, ...others] = await app.client.tokens.list({ scope: 'work' })
    expect(others).toEqual([])
    expect(JSON.parse(stdout)).toMatchObject({ id: kept?.id, token: expect.stringMatching(/^swy_work_/) })
  })

  it('is reported if the app does not come back', { timeout: 60_000 }, async () => {
    const { app, proxy } = await serveCut()
    proxy.loseAnswer(ofTheSocket)
    proxy.closeAfterNext()
    const { code, stderr } = await switchyard(
      ['tokens', 'create', 'build-box', '--scope', 'work'],
      app.dataDir,
    )
    expect([code, stderr]).toEqual([2, expect.stringContaining('E_CLOSED')])
  })

  it('is requested again by the MCP server, and by its host under a command id', {
    timeout: 60_000,
  }, async () => {
    const { app, proxy } = await serveCut()
    const host = async () => {
      const client = new Client({ name: 'host', version: '1' }, { versionNegotiation: { mode: 'auto' } })
      onTestFinished(() => client.close())
      const cli = join(root, 'src-main/hosts/cli/switchyard.mjs')
      const env = {
        PATH: process.env.PATH ?? '',
        HOME: process.env.HOME ?? '',
        SWITCHYARD_DATA_DIR: app.dataDir,
      }
      const program = { command: process.execPath, args: [cli, 'mcp'], env, stderr: 'ignore' as const }
      await client.connect(new StdioClientTransport(program))
      const remember = (input: Record<string, unknown>) =>
        client.callTool({ name: 'add_memory', arguments: input })
      return { remember, close: () => client.close() }
    }
    const note = { text: 'The wall is red.', command_id: 'call-1' }
    const first = await host()
    proxy.loseAnswer(ofTheSocket)
    const kept = await first.remember(note)
    expect([proxy.countCuts(), kept.isError ?? false]).toEqual([1, false])
    // The host loses the MCP server, and repeats the call with a new server.
    await first.close()
    const second = await host()
    expect((await second.remember(note)).content).toEqual(kept.content)
    expect((await second.remember({ ...note, text: 'The wall is blue.' })).isError).toBe(true)
    expect(await app.client.memory.find({ filter: { text: 'wall' } })).toHaveLength(1)
  })
})

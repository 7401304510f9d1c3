import { createServer, type RequestListener } from 'node:http'
import { toNodeHandler } from '@modelcontextprotocol/node'
import { acceptedContent, createMcpHandler, inputRequired, McpServer } from '@modelcontextprotocol/server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { findAddressFault } from '../../../src-main/agents/model/mcp/link.ts'
import { turns } from '../../support/fake-model-server.ts'
import { calls, lastResults } from '../../support/tool-calls.ts'
import { lastOf, openStage, questionOf, resultOf } from './harness.ts'

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A server has a port')
  return `http://127.0.0.1:${address.port}/mcp`
}

const sure = z.object({ sure: z.boolean() })

function createPaint(): McpServer {
  const server = new McpServer({ name: 'paint', version: '1.0.0' }, { capabilities: { tools: {} } })
  server.registerTool('paint', { inputSchema: z.object({ wall: z.string() }) }, async ({ wall }, context) => {
    const said = acceptedContent(context.mcpReq.inputResponses, 'sure', sure)
    if (said === undefined) {
      return inputRequired({
        inputRequests: { sure: inputRequired.elicit({ message: `${wall}, sure?`, requestedSchema: sure }) },
      })
    }
    return { content: [{ type: 'text', text: `Painted ${wall}: ${said.sure}` }] }
  })
  return server
}

const configAt = (url: string) => ({ mcp: [{ name: 'wall', url, tools: { '*': 'allow' } }] })
const paint = calls({ name: 'wall__paint', input: { wall: 'north' } })

describe('an MCP server at an address', () => {
  it('has its tools used, and its questions answered', async () => {
    const handle = toNodeHandler(createMcpHandler(createPaint))
    const url = await listen((request, response) => {
      const { method = '', url = '' } = request
      void handle(Object.assign(request, { method, url }), response)
    })
    const stage = await openStage([paint, turns.says('Done.')], { config: configAt(url) })
    const { text, memo = null, form } = questionOf(await stage.run())
    expect(text).toContain('north, sure?')
    expect(form).toMatchObject([{ key: 'sure', type: 'boolean' }])
    const answers = [{ question: text, text: null, values: { sure: true } }]
    resultOf(await stage.run({ memo, answers }))
    const asked = stage.server.asked[1]
    expect(asked === undefined ? [] : lastResults(asked)).toEqual([
      expect.stringContaining('Painted north: true'),
    ])
  })

  it('is not followed to another address', async () => {
    let reached = 0
    const elsewhere = await listen((_, response) => {
      reached += 1
      response.end()
    })
    const url = await listen((_, response) => response.writeHead(307, { location: elsewhere }).end())
    const stage = await openStage([turns.says('never')], { config: configAt(url) })
    expect(lastOf(await stage.run())).toMatchObject({ type: 'failure', failure: { reason: 'bad_input' } })
    expect(reached).toBe(0)
  })

  it('is reported if no server listens or if it sends too much', async () => {
    const gone = await openStage([turns.says('never')], { config: configAt('http://127.0.0.1:1/mcp') })
    expect(lastOf(await gone.run())).toMatchObject({ type: 'failure', failure: { reason: 'unavailable' } })
    const url = await listen((_, response) => {
      const pour = () => {
        while (!response.destroyed && response.write(' '.repeat(65_536)));
      }
      response.writeHead(200, { 'content-type': 'application/json' }).on('drain', pour)
      pour()
    })
    const flood = await openStage([turns.says('never')], { config: configAt(url) })
    expect(lastOf(await flood.run())).toMatchObject({ type: 'failure', failure: { reason: 'bad_input' } })
  })

  it.each([
    ['http://127.0.0.1:8000/mcp', null],
    ['http://localhost:8000/mcp', null],
    ['http://[::1]:8000/mcp', null],
    ['https://1.1.1.1/mcp', null],
    ['http://1.1.1.1/mcp', 'https'],
    ['https://10.0.0.1/mcp', 'private'],
    ['https://169.254.169.254/latest', 'metadata'],
    ['https://[::ffff:10.0.0.1]/mcp', 'private'],
    ['https://0.0.0.0/mcp', 'unspecified'],
    ['https://no-such-name.invalid/mcp', 'not found'],
  ])('may be %s or not', async (url, fault) => {
    const found = await findAddressFault(new URL(url))
    if (fault === null) expect(found).toBeNull()
    else expect(found).toContain(fault)
  })
})

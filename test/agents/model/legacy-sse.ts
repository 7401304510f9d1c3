import type { RequestListener, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

interface Options {
  /** HTTP status of a POST to the address of the stream. */
  readonly refusesWith?: number
  readonly endpoint?: string
}

const tools = ['paint', 'vanish'].map((name) => ({ name, inputSchema: { type: 'object' } }))
const greeting = {
  ...{ protocolVersion: '2024-11-05', capabilities: { tools: {} } },
  serverInfo: { name: 'paint', version: '1' },
}

/**
 * A server of the MCP version 2024-11-05. Responses arrive on one stream; the stream names the endpoint for requests.
 */
export function serveLegacySse({
  refusesWith = 404,
  endpoint = '/messages?session=7',
}: Options = {}): RequestListener {
  let stream: ServerResponse | null = null
  return async (request, response) => {
    const { method, url } = request
    if (method === 'GET') {
      stream = response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(`event: endpoint\ndata: ${endpoint}\n\n`)
      return
    }
    const message = JSON.parse(await text(request))
    if (url !== endpoint || stream === null) return response.writeHead(refusesWith).end('Cannot POST')
    response.writeHead(202).end('Accepted')
    const wanted: string = message.params?.name ?? message.method
    if (wanted === 'vanish') return stream.destroy()
    const result = answers(wanted, message.params?.arguments)
    if (message.id !== undefined)
      stream.write(`event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', id: message.id, result })}\n\n`)
  }
}

function answers(wanted: string, given: { readonly wall?: string } = {}): object {
  if (wanted === 'initialize') return greeting
  if (wanted === 'tools/list') return { tools }
  return { content: [{ type: 'text', text: `Painted ${given.wall}` }] }
}

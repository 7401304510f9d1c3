import type { Client } from '@modelcontextprotocol/client'
import { assertNever } from '#shared/assert.ts'
import { material } from '../material.ts'
import type { Outcome } from '../tool.ts'

type CallResult = Awaited<ReturnType<Client['callTool']>>

/** What a server's tool came to, as text: a model here reads nothing else. */
export function showResult(tool: string, { content, structuredContent, isError }: CallResult): Outcome {
  const texts = content.map(textOf)
  const text = texts.join('\n')
  const shown = text === '' && structuredContent !== undefined ? JSON.stringify(structuredContent) : text
  if (isError === true) return { type: 'failed', message: shown }
  return { type: 'done', parts: [material(`what ${tool} came to`, shown)] }
}

function textOf(part: CallResult['content'][number]): string {
  switch (part.type) {
    case 'text':
      return part.text
    case 'resource':
      return 'text' in part.resource ? part.resource.text : `[left out: ${part.resource.uri.slice(0, 200)}]`
    case 'resource_link':
      return `[a link: ${part.uri.slice(0, 200)}]`
    case 'image':
    case 'audio':
      return `[left out: ${part.type}, ${part.data.length} characters of base64]`
    default:
      return assertNever(part)
  }
}

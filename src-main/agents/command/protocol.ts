import { z } from 'zod'
import { moneySchema } from '#shared/model/money.ts'
import { logLevels, questionSchema } from '#shared/model/runs/attempt.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { isDeeperThan } from '../../base/json-depth.ts'
import { parseInput } from '../../base/parse-input.ts'
import { objectIn } from '../process/lines.ts'

/** The schema of JSON and the log read values by recursion. */
const maxDepth = 64

/** What a program may say on a line of its own. */
const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), percent: z.number() }),
  z.object({ type: z.literal('log'), level: z.enum(logLevels).default('info'), text: z.string() }),
  z
    .object({
      type: z.literal('artifact'),
      /** Only a name: it never becomes a path of ours. */
      name: z.string().min(1).max(300),
      text: z.string().nullable().default(null),
      /** Of a file in the workspace. */
      path: z.string().min(1).max(1000).nullable().default(null),
      mediaType: z.string().max(200).default('text/plain'),
    })
    .refine(({ text, path }) => (text === null) !== (path === null), 'it needs a text or a path'),
  /** What it has spent so far, in all. */
  moneySchema.extend({ type: z.literal('usage') }),
  questionSchema.extend({ type: z.literal('question') }),
  z.object({ type: z.literal('result'), text: z.string(), data: z.json().default(null) }),
])
export type Message = z.infer<typeof messageSchema>
export type ArtifactMessage = Extract<Message, { type: 'artifact' }>

/** A line of these says nothing of how the task stands: in another form it is output like any other. */
const harmless: ReadonlySet<string> = new Set<Message['type']>(['progress', 'log'])
const known: ReadonlySet<string> = new Set<Message['type']>([
  'progress',
  'log',
  'artifact',
  'usage',
  'question',
  'result',
])

/**
 * What a line says; null: it is no message, but output like any other. An error is a message that counts and cannot be
 * read: a cost or a result must not be lost as noise.
 */
export function readMessage(line: string): Result<Message | null, string> {
  const value = objectIn(line)
  const type = typeOf(value)
  if (type === null || !known.has(type)) return ok(null)
  if (isDeeperThan(value, maxDepth)) return err(words.agentFailures.entryTooDeep(type, maxDepth))
  const parsed = parseInput(messageSchema, value)
  if (parsed.ok) return parsed
  return harmless.has(type) ? ok(null) : err(words.agentFailures.entryInvalid(type, parsed.error.message))
}

function typeOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('type' in value)) return null
  return typeof value.type === 'string' ? value.type : null
}

import { z } from 'zod'
import { format } from '#shared/model/format.ts'
import { moneySchema } from '#shared/model/money.ts'
import { logLevels, questionSchema } from '#shared/model/runs/attempt.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { isDeeperThan } from '../../base/json-depth.ts'
import { parseInput } from '../../base/parse-input.ts'
import { objectIn } from '../process/lines.ts'

/** The schema of JSON and the log read values recursively. */
const maxDepth = 64

/** The messages of a program, one JSON object per line. */
const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), percent: z.number() }),
  z.object({ type: z.literal('log'), level: z.enum(logLevels).default('info'), text: z.string() }),
  z
    .object({
      type: z.literal('artifact'),
      /** Only a name, never used as a path. */
      name: z.string().min(1).max(300),
      text: z.string().nullable().default(null),
      /** A path inside the workspace. */
      path: z.string().min(1).max(1000).nullable().default(null),
      mediaType: z.string().max(200).default('text/plain'),
    })
    .refine(({ text, path }) => (text === null) !== (path === null), format('textOrPath')),
  /** Total cost so far. */
  moneySchema.extend({ type: z.literal('usage') }),
  questionSchema.extend({ type: z.literal('question') }),
  z.object({ type: z.literal('result'), text: z.string(), data: z.json().default(null) }),
])
export type Message = z.infer<typeof messageSchema>
export type ArtifactMessage = Extract<Message, { type: 'artifact' }>

/** Message types without effect on the task. In an invalid form, they count as ordinary output. */
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
 * Parses a line; null for ordinary output. An invalid message is an error, because its cost or result must not
 * be lost.
 */
export function readMessage(line: string): Result<Message | null, string> {
  const value = objectIn(line)
  const type = typeOf(value)
  if (type === null || !known.has(type)) return ok(null)
  if (isDeeperThan(value, maxDepth)) return err(words.agentFailures.entryTooDeep(type, maxDepth))
  const parsed = parseInput(messageSchema, value)
  if (parsed.ok) return parsed
  if (harmless.has(type)) return ok(null)
  const { message, hint } = parsed.error
  return err(words.agentFailures.entryInvalid(type, `${message} ${hint}`))
}

function typeOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('type' in value)) return null
  return typeof value.type === 'string' ? value.type : null
}

import { z } from 'zod'
import type { ToolPolicy } from '#shared/model/agents/model-agent.ts'
import type { FormField } from '#shared/model/approval.ts'
import type { Json } from '#shared/model/json.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { parseInput } from '../../base/parse-input.ts'
import type { PromptPart, Tool } from '../../models/port.ts'
import { material } from './prompt-material.ts'

/**
 * Outcome of a tool call. `misused`: the tool does not exist or its arguments are invalid; the model receives the
 * error and can retry.
 */
export type Outcome =
  | { readonly type: 'done'; readonly parts: readonly PromptPart[] }
  | { readonly type: 'failed' | 'misused'; readonly message: string }
  /** The call stops until a person answers, then runs again with the answer. */
  | { readonly type: 'asks'; readonly question: ToolQuestion }

export interface ToolQuestion {
  readonly text: string
  readonly form: readonly FormField[]
}

export interface CallOptions {
  readonly signal: AbortSignal
  /** Answers of people to earlier questions of this call, in order. */
  readonly elicited: readonly Json[]
}

/** A tool as the model sees it, with its implementation. */
export interface UsableTool {
  readonly told: Tool
  readonly policy: ToolPolicy
  /** Name of the MCP server; null: built-in tool. */
  readonly server: string | null
  /** True if the tool changes nothing, so that calls can be repeated safely. */
  readonly isReading: boolean
  /** Reason why the arguments are invalid; null if they are valid. */
  findMisuse(input: Json): string | null
  run(input: Json, options: CallOptions): Promise<Outcome>
}

interface OwnToolOptions<T> {
  readonly name: string
  readonly about: string
  readonly policy: ToolPolicy
  readonly isReading: boolean
  readonly schema: z.ZodType<T>
  /** Returns the labelled answer, or an error message for the model. */
  readonly act: (input: T, signal: AbortSignal) => Promise<Result<Material, string>>
}

export interface Material {
  readonly label: string
  readonly text: string
}

const jsonObject = z.record(z.string(), z.json())

export function ownTool<T>({ name, about, policy, isReading, schema, act }: OwnToolOptions<T>): UsableTool {
  const { $schema: _dialect, ...parameters } = jsonObject.parse(z.toJSONSchema(schema, { io: 'input' }))
  const read = (input: Json): Result<T, string> => {
    const parsed = parseInput(schema, input)
    return parsed.ok ? parsed : err(`${parsed.error.message} ${parsed.error.hint}`)
  }
  return {
    told: { name, description: [{ kind: 'text', text: about }], parameters },
    ...{ policy, isReading, server: null },
    findMisuse(input) {
      const parsed = read(input)
      return parsed.ok ? null : parsed.error
    },
    async run(input, { signal }) {
      const parsed = read(input)
      if (!parsed.ok) return { type: 'misused', message: parsed.error }
      const acted = await act(parsed.value, signal)
      if (!acted.ok) return { type: 'failed', message: acted.error }
      return { type: 'done', parts: [material(acted.value.label, acted.value.text)] }
    },
  }
}

export const done = (label: string, text: string): Result<Material, string> => ok({ label, text })

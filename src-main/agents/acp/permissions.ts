import { isAbsolute, resolve } from 'node:path'
import type { AcpConfig, PermissionRule } from '#shared/model/agents/acp-agent.ts'
import type { FormField } from '#shared/model/approval.ts'
import type { Json } from '#shared/model/json.ts'
import type { Question } from '#shared/model/runs/attempt.ts'
import { words } from '#shared/words/words.ts'
import { sha256 } from '../../base/hash.ts'
import type { AttemptContext } from '../../engine/ports.ts'
import { isInside } from '../read-inside.ts'
import type { PermissionOption } from './connection.ts'
import { isToolKind, type ToolCall } from './updates.ts'

/** A permission request: the tool call and the possible answers. */
export type Asked = ReturnType<typeof askedOf>

export const askedOf = (call: ToolCall, options: readonly PermissionOption[]) => ({
  call,
  options,
  /** Hash of the tool call, equal in every session. */
  fingerprint: sha256(JSON.stringify([call.kind, call.title, call.input, call.changes])),
})

/** Requests too large to display are denied. A question has less room than an approval. */
const maxShown = 1_000_000
const maxAsked = 4000

/** The configured rule for a request. Paths come from the agent and are not verified. */
export function ruleFor({ call, options }: Asked, config: AcpConfig, workspace: string): PermissionRule {
  const { length } = JSON.stringify(call)
  if (length > (isChoice(options) ? maxAsked : maxShown)) return 'deny'
  if (isChoice(options)) return 'ask'
  // Switchyard only allows single calls.
  if (find(options, 'allow_once') === undefined) return 'deny'
  if (call.kind === 'switch_mode') return 'ask'
  const rule = config.permissions[isToolKind(call.kind) ? call.kind : 'other']
  return rule === 'allow' && !isWithin(call, workspace) ? 'ask' : rule
}

function isWithin({ paths, changes }: ToolCall, workspace: string): boolean {
  const named = [...(paths ?? []), ...(changes ?? []).map(({ path }) => path)]
  return named.every((path) => isInside(workspace, isAbsolute(path) ? path : resolve(workspace, path)))
}

const find = (options: readonly PermissionOption[], kind: PermissionOption['kind']) =>
  options.find((each) => each.kind === kind)

/** A question with several positive options needs a person. */
const isChoice = (options: readonly PermissionOption[]): boolean =>
  options.filter(({ kind }) => kind === 'allow_once').length > 1

/**
 * The option for an answer, always for a single call. Null means `cancelled`, which ends the turn: the agent offers no
 * rejection.
 */
export function optionOf({ options }: Pick<Asked, 'options'>, isAllowed: boolean): string | null {
  const chosen = isAllowed
    ? find(options, 'allow_once')
    : (find(options, 'reject_once') ?? find(options, 'reject_always'))
  return chosen?.optionId ?? null
}

const choiceKey = 'choice'

/** The option that matches a person's answer. */
export function optionAnswered(asked: Asked, answer: AttemptContext['answers'][number]): string | null {
  if (!isChoice(asked.options)) return optionOf(asked, answer.isAllowed === true)
  const { values } = answer
  const chosen =
    typeof values === 'object' && values !== null && !Array.isArray(values) ? values[choiceKey] : null
  const labels = labelsOf(asked.options)
  return asked.options.find((_, index) => labels[index] === chosen)?.optionId ?? null
}

const labelsOf = (options: readonly PermissionOption[]): string[] =>
  options.map(({ name }, index) => `${index + 1}. ${name}`.slice(0, 200))

/** The question for a person. A question with a choice becomes a form; other requests are allowed or denied. */
export function questionOf(
  asked: Asked,
  agent: { readonly id: string; readonly name: string },
  memo: Json,
): Question {
  const { call, options } = asked
  // A single line, because later lines could look like text of Switchyard.
  const title = (call.title ?? '').replaceAll(/[\p{C}\s]+/gu, ' ').trim()
  const shown = title.length > 500 ? `${title.slice(0, 499)}…` : title
  const permission: Json = {
    agent: agent.id,
    title: call.title,
    kind: call.kind,
    paths: [...(call.paths ?? [])],
    input: call.input,
    changes: (call.changes ?? []).map((each) => ({ ...each })),
    others: [...(call.others ?? [])],
    options: options.map(({ name }) => name),
  }
  if (!isChoice(options)) {
    return { text: words.questions.permission(agent.name, call.kind, shown), permission, memo }
  }
  const field: FormField = {
    key: choiceKey,
    label: words.questions.answer,
    type: 'choice',
    options: labelsOf(options),
    required: true,
  }
  const whole = JSON.stringify(permission, null, 2)
  return {
    text: `${words.questions.choice(agent.name, shown)}\n\n${whole}`.slice(0, 10_000),
    form: [field],
    memo,
  }
}

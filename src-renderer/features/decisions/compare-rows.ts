import type { Decision } from '#shared/model/decisions/decision.ts'
import { words } from '../../words/words.ts'

export interface ComparedField {
  readonly name: string
  readonly was: string
  readonly now: string
  readonly isSame: boolean
}

/** Two decisions field by field; what neither says is left out. */
export function compareFields(was: Decision, now: Decision): ComparedField[] {
  const [old, other] = [fieldsOf(was), fieldsOf(now)]
  return old.flatMap(([name, text], at) => {
    const said = other[at]?.[1] ?? ''
    return text === '' && said === '' ? [] : [{ name, was: text, now: said, isSame: text === said }]
  })
}

function fieldsOf(decision: Decision): [name: string, text: string][] {
  const { fields, actions } = words.decisions
  const { context_to_pass: passed } = decision
  return [
    [fields.action, actions[decision.action]],
    [fields.next_agent_type, decision.next_agent_type ?? ''],
    [fields.reasoning, decision.reasoning],
    [fields.task_description, decision.task_description ?? ''],
    [fields.key_information, passed?.key_information ?? ''],
    [fields.files, passed?.files_to_reference.join('\n') ?? ''],
    [fields.urgency, decision.urgency ?? ''],
    [fields.question, decision.question ?? ''],
    [fields.recommended_answer, decision.recommended_answer ?? ''],
  ]
}

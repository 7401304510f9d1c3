import type { Actor, AuditEntry } from '#shared/model/audit-entry.ts'
import type { Json } from '#shared/model/json.ts'
import { readJson } from '../db/json-column.ts'

type Body = Readonly<Record<string, unknown>>

/** A body that was tampered with may be no JSON any more: then it is shown as the text it is. */
export function readBody(body: string): Json {
  try {
    return readJson<Json>(body)
  } catch {
    return body
  }
}

export function readFacts(body: string): Body {
  const read = readBody(body)
  return typeof read === 'object' && read !== null ? { ...read } : {}
}

const requested = new Set([
  ...[
    'agent.registered',
    'skill.aliased',
    'plan.published',
    'plan.removed',
    'project.saved',
    'run.created',
    'run.paused',
  ],
  ...[
    'run.resumed',
    'run.stopping',
    'tasks.added',
    'task.edited',
    'task.unblocked',
    'budget.set',
    'memory.tagged',
  ],
])

/** Who did it, as far as the entry says. */
export function actorOf(type: string, body: Body, agentId: string | null): Actor {
  const textAt = (key: string) => (typeof body[key] === 'string' ? body[key] : null)
  const by = textAt('by')
  if (by !== null) return { kind: 'person', name: by }
  if (type.startsWith('attempt.')) return { kind: 'agent', name: agentId }
  if (type === 'decision.made' || type === 'budget.charged') {
    const model = textAt('model')
    return model === null ? { kind: 'engine', name: null } : { kind: 'model', name: model }
  }
  return { kind: requested.has(type) ? 'request' : 'engine', name: null }
}

/** Said elsewhere in the entry already. */
const told = new Set(['type', 'runId', 'taskKey', 'attemptId', 'by'])
const longest = 160
const mostFacts = 12

/** What of a body fits into a line. */
export function factsOf(body: Body): AuditEntry['facts'] {
  const facts: AuditEntry['facts'] = {}
  for (const [key, value] of Object.entries({ ...body, ...namesWithin(body) })) {
    if (told.has(key) || Object.keys(facts).length === mostFacts) continue
    if (typeof value === 'string') facts[key] = value.length > longest ? `${value.slice(0, longest)}…` : value
    else if (typeof value === 'number' || typeof value === 'boolean') facts[key] = value
    else if (Array.isArray(value)) facts[`${key}Count`] = value.length
  }
  return facts
}

/** Things that are told by their names and amounts. */
function namesWithin(body: Body): Body {
  const at = (key: string, inner: string): unknown => {
    const value = body[key]
    return typeof value === 'object' && value !== null ? Reflect.get(value, inner) : undefined
  }
  return {
    agent: at('agent', 'name'),
    title: body.title ?? at('document', 'title') ?? at('approval', 'title'),
    question: at('approval', 'question') ?? at('question', 'text'),
    failure: at('failure', 'message'),
    action: at('decision', 'action'),
    kind: at('approval', 'kind') ?? at('entry', 'type'),
    changed:
      Object.keys(typeof body.changes === 'object' && body.changes !== null ? body.changes : {}).join(', ') ||
      undefined,
  }
}

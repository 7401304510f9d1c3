import type { AuditDetail } from '#shared/model/audit-entry.ts'
import type { Json } from '#shared/model/json.ts'
import type { Store } from '../../store/store.ts'

type Detail = Omit<AuditDetail, 'change'>

interface Thing {
  /** Event types that contain the state of the thing. */
  readonly types: readonly string[]
  /** Path of the thing's id in the event body. `value`: path of the thing itself. */
  readonly id: readonly string[]
  readonly value: readonly string[]
}

const things: readonly Thing[] = [
  { types: ['agent.registered'], id: ['agent', 'id'], value: ['agent'] },
  { types: ['skill.aliased'], id: ['alias'], value: ['skill'] },
  { types: ['budget.set'], id: ['account'], value: ['cap'] },
  { types: ['approval.posted', 'approval.changed'], id: ['approval', 'id'], value: ['approval'] },
  { types: ['memory.tagged'], id: ['memoryId'], value: ['tags'] },
]

/** Maximum pages that are searched backwards for the previous state. */
const pages = 10
const pageSize = 500

/** Change of an entry: the state before and after it. Null if no previous state was found. */
export function changeOf({ auditLog }: Pick<Store, 'auditLog'>, entry: Detail): AuditDetail['change'] {
  if (entry.type === 'task.edited') {
    const before = at(entry.body, ['before'])
    return before === null ? null : { before, after: at(entry.body, ['changes']), beforeSeq: null }
  }
  const thing = things.find(({ types }) => types.includes(entry.type))
  if (thing === undefined) return null
  const id = JSON.stringify(at(entry.body, thing.id))
  const filter = {
    ...{ text: '', type: [...thing.types], by: [], task: [], from: null, to: null },
    run: entry.runId === null ? [] : [entry.runId],
  }
  let below: number | null = entry.seq
  for (let page = 0; page < pages && below !== null; page += 1) {
    const { entries, next } = auditLog.older(filter, { below, limit: pageSize })
    for (const { seq } of entries) {
      const earlier = auditLog.find(seq)
      if (earlier === null || JSON.stringify(at(earlier.body, thing.id)) !== id) continue
      return { before: at(earlier.body, thing.value), after: at(entry.body, thing.value), beforeSeq: seq }
    }
    below = next
  }
  return null
}

function at(body: Json, path: readonly string[]): Json {
  let value: Json = body
  for (const key of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
    value = value[key] ?? null
  }
  return value
}

import { below, type Random } from './values.ts'

/** Names of fields with an id of the same kind. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  run: ['runId', 'run_id', 'againRunId', 'otherRunId', 'run', 'fromRunId'],
  task: [
    'taskKey',
    'task_id',
    'depends_on',
    'dependsOn',
    'key',
    'parent',
    'after',
    'task',
    'fromTasks',
    'above',
  ],
  request: ['taskId'],
  plan: ['planId', 'subPlan', 'sub_plan', 'replaces'],
  draft: ['draftId'],
  approval: ['approvalId'],
  agent: ['agentId', 'agent_id', 'pin', 'assignee', 'crew', 'agents'],
  memory: ['memoryId', 'memory_id'],
  webhook: ['webhookId'],
  delivery: ['deliveryId'],
  project: ['projectId', 'project_id', 'project'],
  hash: ['sha256', 'hash'],
  token: ['token'],
  skill: ['skills', 'required_skills', 'requiredSkills', 'skill'],
}
const kindOf = new Map(
  Object.entries(kinds).flatMap(([kind, names]) => names.map((name) => [name, kind] as const)),
)
const prefixes: readonly (readonly [prefix: string, kind: string])[] = [
  ['run_', 'run'],
  ['plan_', 'plan'],
  ['draft_', 'draft'],
  ['mem_', 'memory'],
]
/** Newer ids replace older ids, so that most ids still exist. */
const perKind = 60
const nodesPerAnswer = 400

export interface Pool {
  pick(name: string): string | null
  /** Remembers the ids of a response. */
  learn(answer: unknown): void
}

export function createPool(random: Random): Pool {
  const known = new Map<string, string[]>([
    ['agent', ['ann', 'bob']],
    ['project', ['shop', 'garden']],
    ['skill', ['research', 'writing', 'communication']],
    ['task', ['a', 'b', 'task', 'task-001']],
  ])

  function add(kind: string, id: string): void {
    const ids = known.get(kind) ?? []
    known.set(kind, ids)
    if (id.length > 200 || ids.includes(id)) return
    ids.push(id)
    if (ids.length > perKind) ids.splice(below(random, perKind), 1)
  }

  return {
    pick(name) {
      const all = [...known.values()]
      const ids =
        name === 'id' ? (all[below(random, all.length)] ?? []) : (known.get(kindOf.get(name) ?? '') ?? [])
      return ids[below(random, ids.length)] ?? null
    },
    learn(answer) {
      const open: unknown[] = [answer]
      for (let nodes = 0; nodes < nodesPerAnswer && open.length > 0; nodes += 1) {
        const value = open.pop()
        if (typeof value !== 'object' || value === null) continue
        for (const [name, field] of Object.entries(value)) {
          if (typeof field !== 'string') open.push(field)
          else {
            const kind = kindOf.get(name) ?? prefixes.find(([prefix]) => field.startsWith(prefix))?.[1]
            if (kind !== undefined) add(kind, field)
            if (name === 'id') add('request', field)
          }
        }
      }
    },
  }
}

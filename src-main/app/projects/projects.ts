import type { ProjectFacts, ProjectView } from '#shared/model/project.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import type { EngineState } from '../../engine/state.ts'
import type { AppOptions } from '../options.ts'
import { requireFolder } from '../plans/folders.ts'
import { requireFound, type UseCases, withId } from '../use-case.ts'

/** Projects: those with a record, and those that exist only as an id in runs and plans. */
export const createProjects = (options: AppOptions): UseCases<'projects'> => ({
  list: () => ok(listProjects(options)),
  async create({ name, folder, id = freeIdOf(options, name) }, { commandId }) {
    if (!isKnown(options, id)) return save(options, { id, name, folder, archivedAt: null }, commandId)
    return refuse('E_DUPLICATE_ID', 'project_exists', { project: id, field: 'id' })
  },
  async change({ id, name, folder, isArchived }, { commandId }) {
    const before = requireFound(findProject(options, id), `Project ${id}`)
    if (!before.ok) return before
    const { archivedAt: was } = before.value
    const archivedAt = isArchived === undefined ? was : isArchived ? (was ?? options.clock.now()) : null
    const changed = {
      ...{ id, archivedAt, name: name ?? before.value.name },
      folder: folder === undefined ? before.value.folder : folder,
    }
    return save(options, changed, commandId)
  },
})

async function save(
  { engine }: AppOptions,
  project: ProjectFacts,
  commandId: string | null,
): Promise<Result<ProjectFacts, Refusal>> {
  const folder = requireFolder(project.folder, 'folder')
  if (!folder.ok) return folder
  const outcome = await engine.dispatch({ type: 'project.save', project }, withId(commandId))
  return outcome.ok ? ok(project) : outcome
}

const isKnown = ({ store }: AppOptions, id: string): boolean =>
  store.projects.find(id) !== null || store.projects.isUsed(id)

/** Stored facts of a project; if only runs or plans name it, facts with its id as the name. Null: unknown. */
function findProject({ store }: AppOptions, id: string): ProjectFacts | null {
  return store.projects.find(id) ?? (store.projects.isUsed(id) ? unnamed(id) : null)
}

const unnamed = (id: string): ProjectFacts => ({ id, name: id, folder: null, archivedAt: null })

/** `Summer fair` becomes `summer-fair`, or `summer-fair-2` if that is taken. */
function freeIdOf(options: AppOptions, name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  const base = words === '' ? 'project' : words.slice(0, 60)
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`
    if (!isKnown(options, id)) return id
  }
}

function listProjects({ store, engine: { state } }: AppOptions): ProjectView[] {
  const named = new Map(store.projects.list().map((project) => [project.id, project]))
  const runs = new Map(store.projects.listRuns().map((each) => [each.id, each]))
  const plans = new Map(store.projects.listPlans().map((each) => [each.id, each]))
  const waiting = countWaiting(state)
  const ids = [...new Set([...named.keys(), ...runs.keys(), ...plans.keys()])]
  return ids
    .map((id): ProjectView => {
      const ran = runs.get(id)
      const planned = plans.get(id)
      const account = state.accounts.get(`project:${id}`)
      const moneyOf = (amountMinor: number | null | undefined) =>
        account === undefined || amountMinor === null || amountMinor === undefined
          ? null
          : { amountMinor, currency: account.currency }
      const last = Math.max(ran?.lastAt ?? 0, planned?.lastAt ?? 0)
      return {
        ...(named.get(id) ?? unnamed(id)),
        goal: ran?.goal ?? null,
        newestRun: ran?.newest ?? null,
        runCount: ran?.runCount ?? 0,
        planCount: planned?.count ?? 0,
        openRuns: ran?.openRuns ?? 0,
        waiting: waiting.get(id) ?? 0,
        lastActivityAt: last === 0 ? null : last,
        lastRuns: [...(ran?.lastRuns ?? [])],
        spent: moneyOf(account?.settledMinor),
        cap: moneyOf(account?.capMinor),
      }
    })
    .sort((a, b) => (b.lastActivityAt ?? 0) - (a.lastActivityAt ?? 0) || (a.id < b.id ? -1 : 1))
}

function countWaiting({ runs, approvals }: EngineState): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { runId } of approvals.values()) {
    const id = runs.get(runId)?.projectId ?? null
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

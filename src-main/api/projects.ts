import type { ProjectFacts, ProjectView } from '#shared/model/project.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { requireFolder } from '../app/plans/folders.ts'
import { withId } from '../app/use-case.ts'
import type { Services } from './wire/context.ts'
import { found, procedures, unwrap } from './wire/procedure.ts'

export const createProjectHandlers = (services: Services) => ({
  list: procedures.projects.list.handler(() => listProjects(services)),
  create: procedures.projects.create.handler(
    async ({ input: { name, folder, id = freeIdOf(services, name) }, context }) => {
      if (isKnown(services, id)) {
        const message = `There is a project ${id} already.`
        throw new RefusalError(refusal('E_DUPLICATE_ID', message, 'Give another name.', { field: 'id' }))
      }
      return save(services, { id, name, folder, archivedAt: null }, context.idempotencyKey)
    },
  ),
  change: procedures.projects.change.handler(async ({ input: { id, name, folder, isArchived }, context }) => {
    const before = found(findProject(services, id), `Project ${id}`)
    const at = services.clock.now()
    const archivedAt =
      isArchived === undefined ? before.archivedAt : isArchived ? (before.archivedAt ?? at) : null
    const changed = {
      ...{ id, archivedAt, name: name ?? before.name },
      folder: folder === undefined ? before.folder : folder,
    }
    return save(services, changed, context.idempotencyKey)
  }),
})

async function save(
  services: Services,
  project: ProjectFacts,
  commandId: string | null,
): Promise<ProjectFacts> {
  unwrap(requireFolder(project.folder, 'folder'))
  unwrap(await services.engine.dispatch({ type: 'project.save', project }, withId(commandId)))
  return project
}

const isKnown = ({ store }: Services, id: string): boolean =>
  store.projects.find(id) !== null || store.projects.isUsed(id)

/** What was said of it, or what an id alone says. */
function findProject({ store }: Services, id: string): ProjectFacts | null {
  return store.projects.find(id) ?? (store.projects.isUsed(id) ? unnamed(id) : null)
}

const unnamed = (id: string): ProjectFacts => ({ id, name: id, folder: null, archivedAt: null })

/** `Summer fair` is `summer-fair`, or `summer-fair-2` where there is one. */
function freeIdOf(services: Services, name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  const base = words === '' ? 'project' : words.slice(0, 60)
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`
    if (!isKnown(services, id)) return id
  }
}

function listProjects({ store, engine: { state } }: Services): ProjectView[] {
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

function countWaiting({ runs, approvals }: Services['engine']['state']): Map<string, number> {
  const projectOf = new Map([...runs.values()].map(({ id, projectId }) => [String(id), projectId]))
  const counts = new Map<string, number>()
  for (const { runId } of approvals.values()) {
    const id = projectOf.get(runId) ?? null
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

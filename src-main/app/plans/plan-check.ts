import type { BuildRequest } from '#shared/contract/compat/seed.ts'
import type { PlanCheck, PlanMended } from '#shared/contract/plans/plan-check.ts'
import { type Agent, isSimulatedAgent } from '#shared/model/agents/agent.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { type PlanFinding, severities } from '#shared/model/plan-finding.ts'
import { planOfRequest } from '#shared/plan-file/read-plan.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import type { Services } from '../../api/wire/context.ts'
import { found, unwrap } from '../../api/wire/procedure.ts'
import { takesPart } from '../../assignment/simulation.ts'
import { listWays } from '../../planning/branches/list-ways.ts'
import { applyFixes, applySafeFixes } from '../../planning/lint/apply-fix.ts'
import type { LintFacts } from '../../planning/lint/facts.ts'
import { lintPlan } from '../../planning/lint/lint-plan.ts'
import { isInRepository } from './folders.ts'
import { mendPlanFields, type PlanFile, readPlanFields, requireRead } from './plan-fields.ts'

interface Subject {
  readonly planId?: string | undefined
  readonly document?: PlanDocument | undefined
  readonly request?: PlanFile | undefined
  readonly roster?: readonly Agent[] | undefined
}

/** What cannot be read of a plan file is found, and the rest of it is looked at all the same. */
export function checkPlan(
  services: Services,
  subject: Subject & { readonly withBranches?: boolean | undefined },
): PlanCheck {
  const reading = subject.request === undefined ? null : readPlanFields(subject.request)
  const document = reading === null ? documentOf(services, subject) : draftOf(reading.request)
  const found = lintPlan(document, factsOf(services, document, subject.roster))
  const findings = worstFirst([...(reading?.findings ?? []), ...found])
  const isPlayed = subject.withBranches === true && findings.every(({ severity }) => severity !== 'error')
  return { title: document.title, findings, branches: isPlayed ? listWays(document) : null }
}

const worstFirst = (findings: readonly PlanFinding[]): PlanFinding[] =>
  findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))

interface FixInput extends Subject {
  readonly fixes?: readonly string[] | undefined
  readonly allSafe?: boolean | undefined
  readonly cycles?: boolean | undefined
  readonly publish?: boolean | undefined
}

type Publish = (document: PlanDocument) => Promise<readonly string[]>

/** What is published stays as it is: the changed plan is another one. */
export async function fixPlan(services: Services, input: FixInput, publish: Publish): Promise<PlanMended> {
  const { fixes = [], allSafe = false, cycles = false } = input
  const fields = input.request === undefined ? null : mendPlanFields(input.request, { fixes, allSafe })
  const start =
    fields === null ? documentOf(services, input) : draftOf(requireRead(readPlanFields(fields.file)))
  const facts = factsOf(services, start, input.roster)
  const left = fixes.filter((id) => !fields?.known.has(id))
  // To look for no fix is still to look at the whole plan.
  const chosen = left.length === 0 ? { document: start, applied: [] } : unwrap(applyFixes(start, facts, left))
  const safe = allSafe ? applySafeFixes(chosen.document, facts, { cycles }) : null
  const document = safe?.document ?? chosen.document
  const [planId = null] = input.publish ? await publish(document) : []
  return {
    document,
    applied: [...(fields?.applied ?? []), ...chosen.applied, ...(safe?.applied ?? [])],
    findings: lintPlan(document, facts),
    planId,
  }
}

/** Of a published plan, of a draft by its id, or as it was given. */
export function documentOf({ store }: Services, { planId, document }: Subject): PlanDocument {
  if (document !== undefined) return document
  if (planId !== undefined)
    return found(store.plans.find(planId) ?? store.drafts.find(planId), `Plan ${planId}`).document
  const fault = refusal('E_REQUIRED', 'No plan was given.', 'Give planId, document or request.', {
    field: 'planId',
  })
  throw new RefusalError(fault)
}

/** As it is written: what a build passes over, such as a dependency that stands twice, is there to be found. */
function draftOf(request: BuildRequest): PlanDocument {
  const document = planOfRequest(request, request.project_folder ?? null)
  const tasks = document.tasks.map((task, index) => ({
    ...task,
    dependsOn: request.tasks[index]?.depends_on ?? [],
  }))
  return { ...document, tasks }
}

/** Roles come along with a run that has no crew. Who may sign is known to nobody on one's own machine. */
function factsOf(
  { engine, roles, clock }: Services,
  { crew, workspace, projectFolder }: PlanDocument,
  roster: readonly Agent[] | undefined,
): LintFacts {
  const { agents: known, aliases } = engine.state
  const here = [...known.values()].map(({ agent }) => agent)
  const added = crew === null ? roles.filter(({ id }) => !known.has(id)) : []
  const isRepository =
    workspace === undefined || projectFolder === null ? null : isInRepository(projectFolder)
  const all = roster ?? [...here, ...added]
  const agents = all.filter((agent) => takesPart(agent, false))
  const simulated = new Set([...here, ...all].flatMap((agent) => (isSimulatedAgent(agent) ? agent.id : [])))
  return { agents, simulated, aliases, now: clock.now(), people: null, isRepository }
}

import type { PlanCheck, PlanMended } from '#shared/contract/plan-check.ts'
import type { BuildRequest } from '#shared/contract/seed.ts'
import type { Agent } from '#shared/model/agent.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { applyFixes, applySafeFixes } from '../planning/lint/apply-fix.ts'
import type { LintFacts } from '../planning/lint/facts.ts'
import { lintPlan } from '../planning/lint/lint-plan.ts'
import { planOfRequest } from '../planning/plan-document.ts'
import type { Services } from './context.ts'
import { found, unwrap } from './procedure.ts'

interface Subject {
  readonly planId?: string | undefined
  readonly document?: PlanDocument | undefined
  readonly request?: BuildRequest | undefined
  readonly roster?: readonly Agent[] | undefined
}

export function checkPlan(services: Services, subject: Subject): PlanCheck {
  const document = documentOf(services, subject)
  return { title: document.title, findings: lintPlan(document, factsOf(services, document, subject.roster)) }
}

interface FixInput extends Subject {
  readonly fixes?: readonly string[] | undefined
  readonly publish?: boolean | undefined
}

type Publish = (document: PlanDocument) => Promise<readonly string[]>

/** What is published stays as it is: the changed plan is another one. */
export async function fixPlan(services: Services, input: FixInput, publish: Publish): Promise<PlanMended> {
  const start = documentOf(services, input)
  const facts = factsOf(services, start, input.roster)
  const { document, applied } =
    input.fixes === undefined ? applySafeFixes(start, facts) : unwrap(applyFixes(start, facts, input.fixes))
  const [planId = null] = input.publish ? await publish(document) : []
  return { document, applied: [...applied], findings: lintPlan(document, facts), planId }
}

function documentOf({ store }: Services, { planId, document, request }: Subject): PlanDocument {
  if (document !== undefined) return document
  if (request !== undefined) return draftOf(request)
  if (planId !== undefined) return found(store.plans.find(planId), `Plan ${planId}`).document
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
  { crew }: PlanDocument,
  roster: readonly Agent[] | undefined,
): LintFacts {
  const { agents: known, aliases } = engine.state
  const here = [...known.values()].map(({ agent }) => agent)
  const added = crew === null ? roles.filter(({ id }) => !known.has(id)) : []
  return { agents: roster ?? [...here, ...added], aliases, now: clock.now(), people: null }
}

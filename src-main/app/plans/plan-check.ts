import type { BuildRequest } from '#shared/contract/compat/seed.ts'
import type { PlanCheck, PlanMended } from '#shared/contract/plans/plan-check.ts'
import type { DryRun } from '#shared/contract/plans/plan-dry-run.ts'
import { type Agent, isSimulatedAgent } from '#shared/model/agents/agent.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { type PlanFinding, severities } from '#shared/model/plan-finding.ts'
import { planOfRequest } from '#shared/plan-file/read-plan.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { standIn, takesPart } from '../../assignment/simulation.ts'
import { createAgentState } from '../../engine/state.ts'
import { listWays } from '../../planning/branches/list-ways.ts'
import { dryRun } from '../../planning/dry-run/dry-run.ts'
import { applyFixes, applySafeFixes } from '../../planning/lint/apply-fix.ts'
import type { LintFacts } from '../../planning/lint/facts.ts'
import { lintPlan } from '../../planning/lint/lint-plan.ts'
import { findPlanFault } from '../../planning/plan-fault.ts'
import type { AppOptions } from '../options.ts'
import { requireFound } from '../use-case.ts'
import { isInRepository } from './folders.ts'
import { fixPlanFields, type PlanFile, readPlanFields, requireRead } from './plan-fields.ts'

/**
 * Subject of a check: a published plan, a draft by its id, a document, or a plan file with the agents that will run
 * it.
 */
interface PlanSubject {
  readonly planId?: string | undefined
  readonly document?: PlanDocument | undefined
  readonly request?: PlanFile | undefined
  readonly roster?: readonly Agent[] | undefined
}

interface CheckInput extends PlanSubject {
  readonly withBranches?: boolean | undefined
}

interface FixInput extends PlanSubject {
  readonly fixes?: readonly string[] | undefined
  readonly allSafe?: boolean | undefined
  readonly cycles?: boolean | undefined
}

/** Unreadable fields become problems; the rest of the plan is still checked. */
export function checkPlan(options: AppOptions, input: CheckInput): Result<PlanCheck, Refusal> {
  const subject = readSubject(options, input)
  if (!subject.ok) return subject
  const { document, unread } = subject.value
  const found = lintPlan(document, factsOf(options, document, input.roster))
  const findings = worstFirst([...unread, ...found])
  const isPlayed = input.withBranches === true && findings.every(({ severity }) => severity !== 'error')
  return ok({ title: document.title, findings, branches: isPlayed ? listWays(document) : null })
}

interface Reading {
  readonly document: PlanDocument
  /** Problems of unreadable fields. */
  readonly unread: readonly PlanFinding[]
}

function readSubject(options: AppOptions, input: PlanSubject): Result<Reading, Refusal> {
  if (input.request === undefined) {
    const document = documentOf(options, input)
    return document.ok ? ok({ document: document.value, unread: [] }) : document
  }
  const read = readPlanFields(input.request)
  return read.ok ? ok({ document: draftOf(read.value.request), unread: read.value.findings }) : read
}

const worstFirst = (findings: readonly PlanFinding[]): PlanFinding[] =>
  findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))

/** A published plan never changes, so the fixed plan is a new plan. */
export function fixPlan(options: AppOptions, input: FixInput): Result<Omit<PlanMended, 'planId'>, Refusal> {
  const { fixes = [], allSafe = false, cycles = false } = input
  const fields = input.request === undefined ? null : fixPlanFields(input.request, { fixes, allSafe })
  const start = fields === null ? documentOf(options, input) : readWhole(fields.file)
  if (!start.ok) return start
  const facts = factsOf(options, start.value, input.roster)
  const left = fixes.filter((id) => !fields?.known.has(id))
  // `applyFixes` checks the entire plan even without fixes, so it is skipped.
  const chosen =
    left.length === 0 ? ok({ document: start.value, applied: [] }) : applyFixes(start.value, facts, left)
  if (!chosen.ok) return chosen
  const safe = allSafe ? applySafeFixes(chosen.value.document, facts, { cycles }) : null
  const document = safe?.document ?? chosen.value.document
  return ok({
    document,
    applied: [...(fields?.applied ?? []), ...chosen.value.applied, ...(safe?.applied ?? [])],
    findings: lintPlan(document, facts),
  })
}

function readWhole(file: PlanFile): Result<PlanDocument, Refusal> {
  const read = readPlanFields(file)
  if (!read.ok) return read
  const request = requireRead(read.value)
  return request.ok ? ok(draftOf(request.value)) : request
}

/** Uses the current agents, their load and their learned competence. A plan without a crew also gets the roles. */
export function dryRunPlan(
  { engine, roles, clock }: AppOptions,
  plan: PlanDocument,
  isSimulated: boolean,
): Result<DryRun, Refusal> {
  const fault = findPlanFault(plan)
  if (fault !== null) return err(fault)
  const { agents, aliases } = engine.state
  const more = isSimulated ? [standIn] : plan.crew === null ? roles : []
  const added = more.filter(({ id }) => !agents.has(id))
  const candidacies = [...agents.values(), ...added.map((agent) => createAgentState(agent, aliases))]
  return ok(dryRun(plan, { candidacies, aliases, isSimulated, at: clock.now() }))
}

/** Document of a published plan, of a draft, or of the request itself. */
export function documentOf(
  { store }: AppOptions,
  { planId, document }: PlanSubject,
): Result<PlanDocument, Refusal> {
  if (document !== undefined) return ok(document)
  if (planId === undefined) {
    return refuse('E_REQUIRED', 'plan_missing', { field: 'planId' })
  }
  const kept = requireFound(store.plans.find(planId) ?? store.drafts.find(planId), `Plan ${planId}`)
  return kept.ok ? ok(kept.value.document) : kept
}

/** The document as written, so that checks find problems that a build ignores, such as a repeated dependency. */
function draftOf(request: BuildRequest): PlanDocument {
  const document = planOfRequest(request, request.project_folder ?? null)
  const tasks = document.tasks.map((task, index) => ({
    ...task,
    dependsOn: request.tasks[index]?.depends_on ?? [],
  }))
  return { ...document, tasks }
}

/** A run without a list of agents also has the built-in roles. Possible signers are unknown on a local machine. */
function factsOf(
  { engine, roles, clock }: AppOptions,
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

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { rosterSchema } from '#shared/contract/agents.ts'
import { buildRequestSchema } from '#shared/contract/compat/seed.ts'
import type { SampleView } from '#shared/contract/plans/plans.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { planOfRequest } from '#shared/plan-file/read-plan.ts'

const suffix = '.plan.json'

/** Subfolder with plans that start as simulations. */
const simulations = 'simulations'

/**
 * Reads the plans that ship with Switchyard: samples, or templates from their own folder, sorted by file name. Throws
 * on an invalid plan, which is a build bug.
 */
export function readSamples(dir: string): SampleView[] {
  const files = [dir, join(dir, simulations)].flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder).map((name) => ({ folder, name })) : [],
  )
  const plans = files.filter(({ name }) => name.endsWith(suffix)).sort((a, b) => (a.name < b.name ? -1 : 1))
  return plans.map(({ folder: parent, name }) => {
    const request = buildRequestSchema.parse(JSON.parse(readFileSync(join(parent, name), 'utf8')))
    const folder = request.project_folder === undefined ? null : resolve(parent, request.project_folder)
    return {
      id: name.slice(0, -suffix.length),
      title: request.title ?? request.plan_id,
      description: request.description ?? '',
      document: planOfRequest(request, folder),
      isSimulation: parent !== dir,
    }
  })
}

const readRoster = (file: string): Agent[] =>
  rosterSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).agents

/** The agents that are registered in a new data folder. */
export const readSampleRoster = (dir: string): Agent[] => readRoster(join(dir, 'roster.agents.json'))

/** The roles of document 002 that are available to a new goal. */
export const readRoles = (dir: string): Agent[] => readRoster(join(dir, 'roles.agents.json'))

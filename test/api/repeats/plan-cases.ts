import type { Cases } from './cases.ts'
import { openWorld, type World } from './world.ts'

export const request = {
  plan_id: 'p',
  title: 'A plan',
  tasks: [{ task_id: 'a', title: 'A', description: 'Do a', required_skills: ['nobody has it'] }],
}
export const documentOf = async ({ app: { client } }: World) =>
  (await client.plans.get({ planId: await publish(client) })).document

async function publish(client: World['app']['client']): Promise<string> {
  const report = await client.plans.import({ text: JSON.stringify(request), fileName: 'plan.json' })
  const planId = report.plans[0]?.planId ?? null
  if (planId === null) throw new Error('No plan was imported')
  return planId
}

async function withPlan() {
  const world = await openWorld()
  return { world, planId: await publish(world.app.client) }
}

async function withDraft() {
  const world = await openWorld()
  const document = await documentOf(world)
  return { world, document, draft: await world.app.client.drafts.create({ document }) }
}

export const planCases: Cases = {
  'seed.build': async () => ({ world: await openWorld(), input: request }),
  'plans.import': async () => ({
    world: await openWorld(),
    input: { text: JSON.stringify(request), fileName: 'plan.json' },
  }),
  'plans.publish': async () => {
    const world = await openWorld()
    return { world, input: { documents: [await documentOf(world)], warnings: [] } }
  },
  'plans.remove': async () => {
    const { world, planId } = await withPlan()
    return { world, input: { planId } }
  },
  'plans.restore': async () => {
    const { world, planId } = await withPlan()
    await world.app.client.plans.remove({ planId })
    return { world, input: { planId } }
  },
  'plans.fix': async () => {
    const { world, planId } = await withPlan()
    return { world, input: { planId, allSafe: true, publish: true } }
  },
  'drafts.create': async () => {
    const world = await openWorld()
    return { world, input: { document: await documentOf(world) } }
  },
  'drafts.save': async () => {
    const { world, document, draft } = await withDraft()
    return { world, input: { draftId: draft.id, revision: 1, document: { ...document, title: 'Other' } } }
  },
  'drafts.remove': async () => {
    const { world, draft } = await withDraft()
    return { world, input: { draftId: draft.id } }
  },
  'projects.create': async () => ({ world: await openWorld(), input: { name: 'Summer fair' } }),
  'projects.change': async () => {
    const world = await openWorld()
    const { id } = await world.app.client.projects.create({ name: 'Summer fair' })
    return { world, input: { id, name: 'Winter fair' } }
  },
}

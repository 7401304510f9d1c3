import { documentOf, request } from './plan-cases.ts'
import { openWorld } from './world.ts'

interface Question {
  readonly input: Readonly<Record<string, unknown>>
  /** Code of the refusal; absent: the query succeeds. */
  readonly code?: string
}

/** A world, and an input for each query that succeeds there. */
export async function openQuestions() {
  const world = await openWorld()
  const { client } = world.app
  const document = await documentOf(world)
  const { name } = await client.system.backUp()
  const closed = 'http://127.0.0.1:9'
  const model = { name: 'laptop', kind: 'compatible', model: 'qwen', baseURL: closed, price: 'free' } as const
  await client.models.save({ model: { ...model, structured: 'json_schema' } })
  const questions: Readonly<Record<string, Question>> = {
    'seed.scope': { input: { goal: 'Build an API for bookings' } },
    'seed.verifyTask': { input: { agent_id: 'hal', required_skills: [], task_description: 'x' } },
    'work.selectNextTask': { input: { agentId: 'hal' } },
    'plans.check': { input: { document } },
    'plans.change': { input: { document, change: 'Add a task to test it' } },
    'plans.dryRun': { input: { document } },
    'runs.find': { input: {} },
    'runs.count': { input: {} },
    'agents.check': { input: { id: 'hal' } },
    'agents.readCard': { input: { url: closed }, code: 'E_FORMAT' },
    'skills.match': { input: { skills: ['backend'] } },
    'skills.findGapsOf': { input: request },
    'audit.listOlder': { input: {} },
    'audit.listNewer': { input: { above: 0 } },
    'goals.preview': { input: { goal: 'Build an API for bookings' } },
    'goals.findDecisions': { input: {} },
    'goals.exportDecisions': { input: {} },
    'memory.find': { input: {} },
    'memory.count': { input: {} },
    'memory.readAll': { input: {} },
    'models.test': { input: { name: 'laptop' } },
    'models.tryOut': { input: { ...model, structured: 'json_schema' } },
    'system.checkBackup': { input: { name } },
  }
  return { world, questions }
}

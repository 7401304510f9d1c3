import { present } from '#shared/assert.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { type PointsInTime, pointsInTime } from '#shared/task-graph.ts'
import { createHeap, type Slotted } from '../../scheduling/heap.ts'
import { createReadyQueue } from '../../scheduling/ready-queue.ts'

export interface Started {
  readonly startMs: number
  /** Milliseconds between readiness and start. */
  readonly waitMs: number
}

export interface Played {
  readonly at: number
  /** Agent of a task; null if no agent can do it. Such a task and its dependents never start. */
  readonly agentOf: (key: string) => Agent | null
  readonly lengthOf: (key: string) => number
}

interface Ending extends Slotted {
  readonly at: number
  readonly point: number
  readonly agent: Agent
}

/**
 * Simulates the start of each task: once its dependencies have ended, its agent has a free slot, and the run is below
 * its parallel limit.
 */
export function playOut(plan: PlanDocument, played: Played): ReadonlyMap<string, Started> {
  const points = pointsInTime(plan.tasks)
  const taskAt = (point: number) => present(plan.tasks[points.owners[point] ?? 0], 'the task of a point')
  const openBefore = countBefore(points)
  const remainingMs = longestFrom(points, (point) =>
    taskAt(point).kind === 'group' ? 0 : played.lengthOf(taskAt(point).key),
  )
  const queue = createReadyQueue<number>((point) => {
    const { key, priority, dueAt } = taskAt(point)
    const criticalMs = remainingMs[point] ?? 0
    return { key, priority, dueAt, criticalMs, timeZone: plan.timeZone ?? 'UTC', createdAt: point }
  })
  const slots = createSlots()
  const endings = createHeap<Ending>((a, b) => a.at - b.at)
  const readyAt = new Map<number, number>()
  const started = new Map<string, Started>()
  let now = 0

  const reach = (first: readonly number[]) => {
    const reached = [...first]
    for (const point of reached) {
      const { key, kind } = taskAt(point)
      const agent = kind === 'group' ? null : played.agentOf(key)
      if (kind === 'group') reached.push(...pass(points, openBefore, point))
      else if (agent !== null) {
        slots.know(agent)
        readyAt.set(point, now)
        queue.add(point, agent.id)
      }
    }
  }
  const start = (point: number) => {
    queue.remove(point)
    const { key } = taskAt(point)
    const agent = present(played.agentOf(key), 'the agent of a task that is ready')
    slots.take(agent)
    started.set(key, { startMs: now, waitMs: now - (readyAt.get(point) ?? now) })
    endings.add({ at: now + played.lengthOf(key), point, agent, slot: -1 })
  }
  const startAll = () => {
    while (endings.size < plan.parallelLimit) {
      const point = queue.best(slots.isFree, played.at + now)
      if (point === null) return
      start(point)
    }
  }

  reach([...openBefore.keys()].filter((point) => openBefore[point] === 0))
  startAll()
  for (let ending = endings.pop(); ending !== null; ending = endings.pop()) {
    now = ending.at
    slots.free(ending.agent)
    reach(pass(points, openBefore, ending.point))
    startAll()
  }
  return started
}

function createSlots() {
  const left = new Map<string, number>()
  const change = ({ id }: Agent, by: number) => left.set(id, (left.get(id) ?? 0) + by)
  return {
    know: (agent: Agent) => left.has(agent.id) || left.set(agent.id, agent.capacity),
    isFree: (agentId: string) => (left.get(agentId) ?? 0) > 0,
    take: (agent: Agent) => change(agent, -1),
    free: (agent: Agent) => change(agent, 1),
  }
}

const after = ({ starts, targets }: PointsInTime, point: number): Int32Array =>
  targets.subarray(starts[point], starts[point + 1])

/** Number of direct predecessors of each point. */
function countBefore(points: PointsInTime): Int32Array {
  const counts = new Int32Array(points.owners.length)
  for (const target of points.targets) counts[target] = (counts[target] ?? 0) + 1
  return counts
}

/** Marks a point as passed. Returns the direct successors whose predecessors have now all passed. */
function pass(points: PointsInTime, openBefore: Int32Array, point: number): number[] {
  const next: number[] = []
  for (const target of after(points, point)) {
    openBefore[target] = (openBefore[target] ?? 0) - 1
    if (openBefore[target] === 0) next.push(target)
  }
  return next
}

/** Longest path from the start of each point to the end of the plan. */
function longestFrom(points: PointsInTime, lengthOf: (point: number) => number): Float64Array {
  const openBefore = countBefore(points)
  const order = [...openBefore.keys()].filter((point) => openBefore[point] === 0)
  for (const point of order) for (const next of pass(points, openBefore, point)) order.push(next)
  const longest = new Float64Array(points.owners.length)
  for (const point of order.reverse()) {
    const next = after(points, point).reduce((most, target) => Math.max(most, longest[target] ?? 0), 0)
    longest[point] = lengthOf(point) + next
  }
  return longest
}
